/** French texts of the panels, the dialogs and the search. */

import type { Dictionary } from "../i18n.ts";

/** Panels, dialogs and the search, in French. */
export const FR_DIALOGS: Dictionary = {
  "The search stopped working in this page. Reload it and try again.":
    "La recherche s’est arrêtée dans cette page. Rechargez-la et réessayez.",
  "Clear the history of {title}?": "Effacer l’historique de {title} ?",
  "Clear history": "Effacer l’historique",
  "You do not see any more what was said here until now.":
    "Vous ne verrez plus ce qui a été dit ici jusqu’à présent.",
  "Where?": "Où ?",
  "In this browser": "Dans ce navigateur",
  "Your other browsers keep showing it.": "Vos autres navigateurs continuent de l’afficher.",
  "On all my devices": "Sur tous mes appareils",
  "Each of your browsers clears it when it next connects.":
    "Chacun de vos navigateurs l’efface à sa prochaine connexion.",
  "Others keep their copies, and nobody is told. The server keeps the sealed messages, which it cannot read.":
    "Les autres gardent leurs copies et personne n’est prévenu. Le serveur garde les messages chiffrés, qu’il ne peut pas lire.",
  "You can undo this for ten seconds; after that it is final.":
    "Vous pouvez annuler pendant dix secondes ; ensuite, c’est définitif.",
  Cancel: "Annuler",
  "Choose a date.": "Choisissez une date.",
  "Nothing was written on or after that date. Choose an earlier one.":
    "Rien n’a été écrit à cette date ni après. Choisissez une date antérieure.",
  Date: "Date",
  Jump: "Y aller",
  "Delete this message?": "Supprimer ce message ?",
  "Delete for everybody": "Supprimer pour tous",
  "It goes from the screens of all members, and that you took it back stays in its place. Who saved it before keeps what they saved.":
    "Il disparaît de l’écran de tous les membres ; à sa place, on verra que vous l’avez supprimé. Qui l’a enregistré auparavant garde ce qu’il a enregistré.",
  "Message details": "Détails du message",
  "Looking it up…": "Recherche des détails…",
  "Signature and certificate hold": "La signature et le certificat sont valables",
  When: "Quand",
  "By the sender's clock": "Selon l’horloge de l’expéditeur",
  "By the server's clock": "Selon l’horloge du serveur",
  "Place in the conversation": "Place dans la conversation",
  "Sealed with key number": "Chiffré avec la clé numéro",
  "Signed with": "Signé avec",
  "Certificate of": "Certificat de",
  "Valid from": "Valable à partir du",
  "Valid until": "Valable jusqu’au",
  "Serial number": "Numéro de série",
  "SHA-256 fingerprint": "Empreinte SHA-256",
  Browser: "Navigateur",
  "Read by": "Lu par",
  "Nobody yet": "Personne pour l’instant",
  "Delivered to": "Remis à",
  "Earlier wordings": "Versions précédentes",
  "Saved as {name}": "Enregistré sous {name}",
  "History cleared on all your devices.": "Historique effacé sur tous vos appareils.",
  "History cleared.": "Historique effacé.",
  Undo: "Annuler",
  Found: "Trouvés",
  "Choose an emoji": "Choisir un emoji",
  "Search emoji": "Rechercher un emoji",
  Search: "Rechercher",
  Categories: "Catégories",
  "{count} emoji found": {
    one: "{count} emoji trouvé",
    many: "{count} emojis trouvés",
    other: "{count} emojis trouvés",
  },
  "Loading the emoji…": "Chargement des emojis…",
  "The emoji could not be loaded.": "Les emojis n’ont pas pu être chargés.",
  "Try again": "Réessayer",
  "This could not be loaded. Check your connection and try again; if that does not help, reload the page.":
    "Le chargement a échoué. Vérifiez votre connexion et réessayez ; si cela ne suffit pas, rechargez la page.",
  "No emoji is called that.": "Aucun emoji de ce nom.",
  Recent: "Récents",
  "Smileys and feelings": "Visages et émotions",
  People: "Personnes",
  "Animals and nature": "Animaux et nature",
  "Food and drink": "Nourriture et boissons",
  "Travel and places": "Voyages et lieux",
  Activities: "Activités",
  Objects: "Objets",
  Symbols: "Symboles",
  Flags: "Drapeaux",
  "Invite to {room}": "Inviter dans {room}",
  "Find a person": "Trouver une personne",
  "They will read what is written from now on, not what was written before.":
    "Elle lira ce qui sera écrit à partir de maintenant, pas ce qui l’a été avant.",
  "Invited: {names}": "Invitations : {names}",
  "Everybody is here already.": "Tout le monde est déjà là.",
  "Nobody of that name.": "Personne de ce nom.",
  "no keys yet": "pas encore de clés",
  "{count} more: type a part of the name.": {
    one: "{count} autre : saisissez une partie du nom.",
    many: "{count} autres : saisissez une partie du nom.",
    other: "{count} autres : saisissez une partie du nom.",
  },
  "Leave {room}?": "Quitter {room} ?",
  "Leave now": "Quitter maintenant",
  "You will not receive what is written after you leave.":
    "Vous ne recevrez plus ce qui sera écrit après votre départ.",
  "The room stays open: you can join it again.":
    "Le salon reste ouvert : vous pourrez le rejoindre à nouveau.",
  "To come back you need a new invitation.":
    "Pour revenir, il vous faudra une nouvelle invitation.",
  "Remove {name}?": "Retirer {name} ?",
  "Remove now": "Retirer maintenant",
  "{name} ({uid}) will not be able to read what is written from now on. What they read before stays with them.":
    "{name} ({uid}) ne pourra pas lire ce qui sera écrit à partir de maintenant, mais garde ce qui a été lu auparavant.",
  "Log out before everything is sent?": "Se déconnecter avant que tout soit envoyé ?",
  "Log out now": "Se déconnecter maintenant",
  "{count} files have not been sent. They are removed from this browser.": {
    one: "{count} fichier n’a pas été envoyé. Il est supprimé de ce navigateur.",
    many: "{count} de fichiers n’ont pas été envoyés. Ils sont supprimés de ce navigateur.",
    other: "{count} fichiers n’ont pas été envoyés. Ils sont supprimés de ce navigateur.",
  },
  "{count} messages were not sent and could not be kept in this browser. They are lost.": {
    one:
      "{count} message n’a pas été envoyé et n’a pas pu être conservé dans ce navigateur. Il est perdu.",
    many:
      "{count} de messages n’ont pas été envoyés et n’ont pas pu être conservés dans ce navigateur. Ils sont perdus.",
    other:
      "{count} messages n’ont pas été envoyés et n’ont pas pu être conservés dans ce navigateur. Ils sont perdus.",
  },
  "{count} messages have not been sent. They stay in this browser, sealed, and leave when you sign in here again.":
    {
      one:
        "{count} message n’a pas été envoyé. Il reste dans ce navigateur, chiffré, et partira quand vous vous y reconnecterez.",
      many:
        "{count} de messages n’ont pas été envoyés. Ils restent dans ce navigateur, chiffrés, et partiront quand vous vous y reconnecterez.",
      other:
        "{count} messages n’ont pas été envoyés. Ils restent dans ce navigateur, chiffrés, et partiront quand vous vous y reconnecterez.",
    },
  "{count} changes to messages have not been sent. They stay in this browser, sealed, and leave when you sign in here again.":
    {
      one:
        "{count} modification de message n’a pas été envoyée. Elle reste dans ce navigateur, chiffrée, et partira quand vous vous y reconnecterez.",
      many:
        "{count} de modifications de messages n’ont pas été envoyées. Elles restent dans ce navigateur, chiffrées, et partiront quand vous vous y reconnecterez.",
      other:
        "{count} modifications de messages n’ont pas été envoyées. Elles restent dans ce navigateur, chiffrées, et partiront quand vous vous y reconnecterez.",
    },
  "{count} messages have not been sent. They are lost.": {
    one: "{count} message n’a pas été envoyé. Il est perdu.",
    many: "{count} de messages n’ont pas été envoyés. Ils sont perdus.",
    other: "{count} messages n’ont pas été envoyés. Ils sont perdus.",
  },
  "{count} changes to messages have not been sent. They are lost.": {
    one: "{count} modification de message n’a pas été envoyée. Elle est perdue.",
    many: "{count} de modifications de messages n’ont pas été envoyées. Elles sont perdues.",
    other: "{count} modifications de messages n’ont pas été envoyées. Elles sont perdues.",
  },
  "Forget this browser?": "Oublier ce navigateur ?",
  "Forget and log out": "Oublier et se déconnecter",
  "Your keys, your conversations and whom you trust are removed from this browser, and you are logged out.":
    "Vos clés, vos conversations et les identités que vous avez acceptées sont supprimées de ce navigateur, et vous êtes déconnecté.",
  "Old messages stay closed after that.": "Les anciens messages restent ensuite fermés.",
  "If this is your only browser, you will make new keys at the next sign-in, and nothing that was sealed for the old ones can be opened again.":
    "Si c’est votre seul navigateur, vous créerez de nouvelles clés à la prochaine connexion, et rien de ce qui a été chiffré pour les anciennes ne pourra plus être ouvert.",
  "To come back to this browser later, choose Log out instead.":
    "Pour revenir plus tard dans ce navigateur, choisissez plutôt Se déconnecter.",
  "Close members": "Fermer la liste des membres",
  "(you)": "(vous)",
  Admin: "Administrateur",
  Member: "Membre",
  "keys changed": "clés modifiées",
  online: "en ligne",
  away: "absent",
  offline: "hors ligne",
  "Anyone in the directory can find and join it.":
    "Toute personne de l’annuaire peut le trouver et le rejoindre.",
  "Only people whom an admin invites can come in.":
    "Seules les personnes invitées par un administrateur peuvent entrer.",
  "Give the room a name.": "Donnez un nom au salon.",
  "Room name": "Nom du salon",
  "Who can come in?": "Qui peut entrer ?",
  "Create room": "Créer le salon",
  "Notifications for this conversation": "Notifications de cette conversation",
  "As set for all": "Comme pour toutes",
  "All messages": "Tous les messages",
  "Only mentions": "Seulement les mentions",
  None: "Aucune",
  "All of “{title}” that you can read is opened in this browser and saved as one file.":
    "Tout ce que vous pouvez lire de « {title} » est ouvert dans ce navigateur et enregistré dans un seul fichier.",
  Format: "Format",
  "Web page": "Page web",
  "To read and to print. One file that loads nothing and runs nothing.":
    "À lire et à imprimer. Un seul fichier, qui ne charge rien et n’exécute rien.",
  "Plain text": "Texte brut",
  "Opens everywhere.": "S’ouvre partout.",
  JSON: "JSON",
  "For programs, with certificates and every detail.":
    "Pour les programmes, avec les certificats et tous les détails.",
  "The file is not sealed: whoever gets hold of it can read it.":
    "Le fichier n’est pas chiffré : quiconque le trouve peut le lire.",
  "Gathering the messages. A long conversation takes a while.":
    "Les messages sont rassemblés. Pour une longue conversation, cela prend un moment.",
  "Keyboard shortcuts": "Raccourcis clavier",
  "How everything else works": "Comment fonctionne le reste",
  "Skin tone: {tone}": "Couleur de peau : {tone}",
  "Skin tone": "Couleur de peau",
  light: "claire",
  "medium light": "plutôt claire",
  medium: "moyenne",
  "medium dark": "plutôt foncée",
  dark: "foncée",
  none: "aucune",
  "Name of a person, a room or a command": "Nom d’une personne, d’un salon ou d’une commande",
  "Type a name": "Saisissez un nom",
  "Where to go": "Où aller",
  "Nothing of that name.": "Rien de ce nom.",
  Room: "Salon",
  "Join room": "Rejoindre le salon",
  Command: "Commande",
  "unread messages": "messages non lus",
  "Words to search for": "Mots à rechercher",
  "Words, or how they begin": "Des mots, ou leur début",
  "There are older ones too. Add a word or a date to find them.":
    "Il y en a aussi de plus anciens. Ajoutez un mot ou une date pour les trouver.",
  "Your messages are searched in this browser; no server sees what you look for.":
    "Vos messages sont recherchés dans ce navigateur ; aucun serveur ne voit ce que vous cherchez.",
  "Searching…": "Recherche…",
  "No message holds all of these words.": "Aucun message ne contient tous ces mots.",
  "The newest {count} messages.": {
    one: "Le message le plus récent.",
    many: "Les {count} messages les plus récents.",
    other: "Les {count} messages les plus récents.",
  },
  "{count} messages found.": {
    one: "{count} message trouvé.",
    many: "{count} messages trouvés.",
    other: "{count} messages trouvés.",
  },
  "{count} messages searched, older ones are still being added.": {
    one: "{count} message parcouru, les plus anciens sont encore en cours d’ajout.",
    many: "{count} messages parcourus, les plus anciens sont encore en cours d’ajout.",
    other: "{count} messages parcourus, les plus anciens sont encore en cours d’ajout.",
  },
  Filters: "Filtres",
  "From person": "De la personne",
  Everybody: "Tout le monde",
  "In conversation": "Dans la conversation",
  Anywhere: "Partout",
  "From date": "Depuis le",
  "To date": "Jusqu’au",
  "Messages that were found": "Messages trouvés",
};
