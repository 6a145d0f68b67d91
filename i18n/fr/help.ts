/** French texts of the help and about pages and the list of keys. */

import type { Dictionary } from "../i18n.ts";

/** The help page, the about page and the list of keys, in French. */
export const FR_HELP: Dictionary = {
  "About TalkyWalky": "À propos de TalkyWalky",
  "End-to-end encrypted chat for an organisation: who you are comes from its directory, what you may sign with from its own authority, and what you say is read by the members only.":
    "Messagerie chiffrée de bout en bout pour une organisation : qui vous êtes vient de son annuaire, ce avec quoi vous signez vient de sa propre autorité de certification, et ce que vous dites n’est lu que par les membres.",
  Versions: "Versions",
  TalkyWalky: "TalkyWalky",
  "Protocol between browser and server": "Protocole entre navigateur et serveur",
  "The authority": "L’autorité de certification",
  "Every certificate hangs on this one. Compare the fingerprint with the one that your administrator gave you on another way; in the chat, Settings and About says whether it is the one that your browser pinned.":
    "Tous les certificats dépendent de celui-ci. Comparez l’empreinte avec celle que votre administrateur vous a donnée par une autre voie ; dans la messagerie, Paramètres puis À propos indique si c’est celle que votre navigateur a retenue.",
  Name: "Nom",
  "Fingerprint (SHA-256)": "Empreinte (SHA-256)",
  "Download the root certificate": "Télécharger le certificat racine",
  Fonts: "Polices",
  "Source Serif 4, Inter, VT323 and OpenDyslexic come with this program under the SIL Open Font License 1.1. Nothing is loaded from another host.":
    "Source Serif 4, Inter, VT323 et OpenDyslexic accompagnent ce programme sous la licence SIL Open Font License 1.1. Rien n’est chargé depuis un autre serveur.",
  "How TalkyWalky works, in plain words.": "Le fonctionnement de TalkyWalky, en termes simples.",
  "On this page": "Sur cette page",
  "On a Mac, Command does what Ctrl does elsewhere.":
    "Sur un Mac, Commande joue le rôle que Ctrl a ailleurs.",
  "Getting in": "Entrer",
  "You sign in with the username and password of your organisation's directory. What is special here happens in your browser.":
    "Vous vous connectez avec le nom d’utilisateur et le mot de passe de l’annuaire de votre organisation. Ce qu’il y a de particulier ici se passe dans votre navigateur.",
  "At the first sign-in your browser makes two keys and keeps them. The organisation's authority certifies that they are yours.":
    "À la première connexion, votre navigateur crée deux clés et les garde. L’autorité de certification de l’organisation atteste qu’elles sont à vous.",
  "At each sign-in the browser proves that it holds those keys. The password alone opens nothing.":
    "À chaque connexion, le navigateur prouve qu’il détient ces clés. Le mot de passe seul n’ouvre rien.",
  "Log out ends the session here; the keys stay for the next time.":
    "Se déconnecter met fin à la session ici ; les clés restent pour la prochaine fois.",
  Talking: "Parler",
  "Choose a person or a room in the list and write at the bottom of the page.":
    "Choisissez une personne ou un salon dans la liste et écrivez au bas de la page.",
  "Enter sends, Shift and Enter begins a new line. The settings can turn that round.":
    "Entrée envoie, Maj et Entrée commence une ligne. Les paramètres permettent d’inverser cela.",
  "A message can be answered, edited, deleted, pinned, or given an emoji: its buttons show under the pointer, on a narrow screen once you press it, and when it has the focus.":
    "On peut répondre à un message, le modifier, le supprimer, l’épingler ou y réagir par un emoji : ses boutons apparaissent sous le pointeur, sur un écran étroit lorsque vous appuyez dessus, et lorsqu’il a le focus.",
  "Write @ and a username to mention somebody, and a colon with a word, such as :tea:, for an emoji.":
    "Écrivez @ et un nom d’utilisateur pour mentionner quelqu’un, et deux-points avec un mot, comme :tea:, pour un emoji.",
  "Files and images can be dropped on the conversation or pasted. They are sealed before they leave, up to 100 MiB each.":
    "Fichiers et images peuvent être déposés sur la conversation ou collés. Ils sont chiffrés avant de partir, jusqu’à 100 Mio chacun.",
  "One tick: the server keeps the message. Two: it arrived. Filled: it was read. A message that failed says why, and can be sent again.":
    "Une coche : le serveur garde le message. Deux : il est arrivé. Pleines : il a été lu. Un message en échec dit pourquoi et peut être renvoyé.",
  "Without a network you can go on writing: it is sent when the network is back, in order and once.":
    "Sans réseau, vous pouvez continuer à écrire : tout est envoyé au retour du réseau, dans l’ordre et une seule fois.",
  "Finding, keeping, clearing": "Trouver, garder, effacer",
  "Everything you can read can be searched, in your browser and nowhere else.":
    "Tout ce que vous pouvez lire peut être recherché, dans votre navigateur et nulle part ailleurs.",
  "Search takes the beginnings of words, and can be limited to a person, a room or dates.":
    "La recherche accepte des débuts de mots, et peut se limiter à une personne, à un salon ou à des dates.",
  "A conversation can be saved as text, as JSON, or as a page of its own. The file is not sealed: keep it where you would keep a letter.":
    "Une conversation peut être enregistrée comme texte, comme JSON ou comme page à part entière. Le fichier n’est pas chiffré : gardez-le là où vous garderiez une lettre.",
  "Clearing the history hides what was said so far, here or on all your devices. Others keep what they have.":
    "Effacer l’historique masque ce qui a été dit jusque-là, ici ou sur tous vos appareils. Les autres gardent ce qu’ils ont.",
  "What is protected": "Ce qui est protégé",
  "Messages and files are sealed in the browser of who writes and opened in those of the members. No server can read them.":
    "Messages et fichiers sont chiffrés dans le navigateur de qui écrit et ouverts dans ceux des membres. Aucun serveur ne peut les lire.",
  "Each message is signed: nobody can write in your name, nor change what you wrote unseen.":
    "Chaque message est signé : personne ne peut écrire en votre nom, ni modifier ce que vous avez écrit sans que cela se voie.",
  "Who is in a room is decided by signed records that every browser checks. A server cannot slip somebody in.":
    "Ce sont des enregistrements signés, que chaque navigateur vérifie, qui déterminent les membres d’un salon. Un serveur ne peut y glisser personne.",
  "When somebody leaves a room or is removed, the room changes its secret: what is said later stays closed to them.":
    "Quand quelqu’un quitte un salon ou en est retiré, le salon change de secret : ce qui est dit ensuite lui reste fermé.",
  "Your browser remembers everybody's keys, and warns you when they change.":
    "Votre navigateur retient les clés de chacun et vous avertit lorsqu’elles changent.",
  "What is not protected": "Ce qui n’est pas protégé",
  "No system hides everything. This one does not hide:":
    "Aucun système ne cache tout. Celui-ci ne cache pas :",
  "who talks to whom, when and how much, who is in which room, and the names of rooms;":
    "qui parle avec qui, quand et combien, qui est dans quel salon, et les noms des salons ;",
  "anything from somebody who sits at your unlocked computer, or from a program that took it over;":
    "quoi que ce soit à quelqu’un assis devant votre ordinateur déverrouillé, ou à un programme qui en a pris le contrôle ;",
  "anything from those who run the server, if they made it hand out a page with other code in it;":
    "quoi que ce soit à ceux qui gèrent le serveur, s’ils lui font distribuer une page contenant un autre code ;",
  "what a member of the conversation passes on.":
    "ce qu’un membre de la conversation transmet à d’autres.",
  "Making sure that somebody is who they say": "S’assurer que quelqu’un est bien qui il dit",
  "The authority vouches for everybody. If you want to be sure without it, compare safety numbers:":
    "L’autorité se porte garante de chacun. Si vous voulez vous en assurer sans elle, comparez les numéros de sécurité :",
  "Open your conversation with them and choose Safety number in its menu; they do the same.":
    "Ouvrez votre conversation et choisissez Numéro de sécurité dans son menu ; l’autre personne fait de même.",
  "Read the number to each other when you meet, or in a call in which you know each other's voice.":
    "Lisez-vous le numéro lors d’une rencontre, ou d’un appel où vous reconnaissez vos voix.",
  "If it is the same, nobody stands between you: say so, and a shield stands beside their name until their keys change.":
    "S’il est identique, personne ne se tient entre vous : confirmez-le, et un bouclier accompagnera son nom jusqu’à ce que ses clés changent.",
  "When the page says that somebody's keys have changed, ask them before you accept. Usually they set up a new browser.":
    "Quand la page indique que les clés de quelqu’un ont changé, interrogez cette personne avant d’accepter. Le plus souvent, elle a préparé un nouveau navigateur.",
  "Another browser, a lost one": "Un autre navigateur, un navigateur perdu",
  "Your keys are in one browser and are not copied from it.":
    "Vos clés sont dans un seul navigateur et n’en sont pas copiées.",
  "In a new browser, sign in and choose Set up this browser. It makes new keys, and the old certificates are revoked.":
    "Dans un nouveau navigateur, connectez-vous et choisissez Préparer ce navigateur. De nouvelles clés sont créées, et les anciens certificats sont révoqués.",
  "What was sealed for the old keys stays closed in the new browser; your contacts are asked to accept the new keys.":
    "Ce qui a été chiffré pour les anciennes clés reste fermé dans le nouveau navigateur ; vos contacts doivent accepter les nouvelles clés.",
  "If you lost a computer, set up another browser soon: from then on the lost one cannot sign in.":
    "Si vous avez perdu un ordinateur, préparez vite un autre navigateur : dès lors, l’ordinateur perdu ne peut plus se connecter.",
  "On a computer that is not yours, choose Forget this browser when you are done. It removes your keys from it.":
    "Sur un ordinateur qui n’est pas à vous, choisissez Oublier ce navigateur lorsque vous avez fini. Vos clés en sont alors retirées.",
  "Making it yours": "À votre goût",
  "The settings hold themes, fonts, sizes, languages, privacy and notifications.":
    "Les paramètres contiennent thèmes, polices, tailles, langues, confidentialité et notifications.",
  "One button, Revert to the default layout, sets everything you see back.":
    "Un seul bouton, Revenir à l’apparence par défaut, rétablit tout ce que vous voyez.",
  "Typing hints, read receipts and your presence can be turned off, each by itself. You then do not see the others' either.":
    "Les indications de saisie, les accusés de lecture et votre présence se désactivent chacun séparément. Vous ne voyez alors plus non plus ceux des autres.",
  "Browsers can install this page as an app: look for Install in the browser's menu. It opens at the size you chose.":
    "Les navigateurs peuvent installer cette page comme application : cherchez Installer dans le menu du navigateur. Elle s’ouvre à la taille que vous avez choisie.",
  "To the chat": "Vers la messagerie",
  or: "ou",
  Everywhere: "Partout",
  "Show this list": "Afficher cette liste",
  "Open the settings": "Ouvrir les paramètres",
  "Go to the next part, or the one before": "Aller à la partie suivante ou à la précédente",
  "Send the message": "Envoyer le message",
  "Begin a new line": "Commencer une ligne",
  "Send, whatever Enter does": "Envoyer, quoi que fasse Entrée",
  "In the messages": "Dans les messages",
  Panes: "Volets",
  "Move the line between two panes that has the focus":
    "Déplacer la ligne entre deux volets qui a le focus",
  "Make the pane as narrow or wide as it goes":
    "Rendre le volet aussi étroit ou aussi large que possible",
  Shift: "Maj",
  Enter: "Entrée",
  Esc: "Échap",
  Del: "Suppr",
  Home: "Début",
  End: "Fin",
};
