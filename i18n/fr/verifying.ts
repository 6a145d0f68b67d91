/** French texts of comparing safety numbers. */

import type { Dictionary } from "../i18n.ts";

/** Comparing keys with the person whose they are, in French. */
export const FR_VERIFYING: Dictionary = {
  "Safety number": "Numéro de sécurité",
  "Safety number of {name}": "Numéro de sécurité avec {name}",
  "Of you and {name} ({uid})": "Entre vous et {name} ({uid})",
  "{name} finds the same number in the menu of your conversation. Read it to each other when you meet, or in a call in which you know each other's voice.":
    "{name} trouve le même numéro dans le menu de votre conversation. Lisez-le l’un à l’autre lors d’une rencontre, ou d’un appel où vous reconnaissez vos voix.",
  "Copy the number": "Copier le numéro",
  "This is of new keys, which you have not accepted. Confirming the number accepts them.":
    "Il s’agit de nouvelles clés, que vous n’avez pas acceptées. Confirmer le numéro les accepte.",
  "You compared it on {date}.": "Vous l’avez comparé : {date}.",
  "Then somebody may stand between you. Write nothing here that others must not read, and tell your administrator.":
    "Quelqu’un se tient peut-être entre vous. N’écrivez ici rien que d’autres ne doivent pas lire, et prévenez votre administrateur.",
  "They differ": "Ils diffèrent",
  "They are the same": "Ils sont identiques",
  "Take the mark away": "Retirer la marque",
  "identity verified": "identité vérifiée",
  "Verified: you compared the safety number.":
    "Identité vérifiée : vous avez comparé le numéro de sécurité.",
  "You had compared the keys of before with them.":
    "Vous aviez comparé ses clés précédentes avec cette personne.",
  "Compare first": "Comparer d’abord",
  "You and {name} do not both have valid keys now, so there is nothing to compare.":
    "Vous et {name} n’avez pas tous deux des clés valables en ce moment : il n’y a rien à comparer.",
  "{name} has set up other keys in the meantime. Compare the new number.":
    "{name} a créé d’autres clés entre-temps. Comparez le nouveau numéro.",
};
