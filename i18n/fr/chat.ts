/** French texts of the chat: lists, log, composer and files. */

import type { Dictionary } from "../i18n.ts";

/** The chat: lists, log, composer, files, in French. */
export const FR_CHAT: Dictionary = {
  "Connecting…": "Connexion…",
  "No connection to the server.": "Pas de connexion au serveur.",
  "The chat is closed": "La messagerie est fermée",
  "Sign in again": "Se reconnecter",
  "It is tried again by itself.": "La page réessaie d’elle-même.",
  "Trying again now…": "Nouvel essai en cours…",
  "Trying again in {count} s.": {
    one: "Nouvel essai dans {count} s.",
    many: "Nouvel essai dans {count} s.",
    other: "Nouvel essai dans {count} s.",
  },
  "Changed keys": "Clés modifiées",
  "The keys of {name} ({uid}) have changed.": "Les clés de {name} ({uid}) ont changé.",
  "They may have set up a new browser, or somebody may be posing as them. Ask them in person or by phone before you accept; until then nothing is sent here.":
    "Cette personne a peut-être préparé un nouveau navigateur, ou quelqu’un se fait passer pour elle. Demandez-lui de vive voix ou par téléphone avant d’accepter ; d’ici là, rien n’est envoyé ici.",
  "Accept new keys": "Accepter les nouvelles clés",
  "Reload the page: a newer version of the program may open it.":
    "Rechargez la page : une version plus récente du programme peut l’ouvrir.",
  "Accept the new keys of its sender once you have asked them, and it opens.":
    "Interrogez son expéditeur, puis acceptez ses nouvelles clés : le message s’ouvrira.",
  "If you need it, ask for it to be sent again.":
    "Si vous en avez besoin, demandez qu’il soit renvoyé.",
  "It is not shown because it could be false. If it matters, ask its sender.":
    "Il n’est pas affiché car il pourrait être faux. S’il est important, interrogez son expéditeur.",
  "Copy code": "Copier le code",
  Copy: "Copier",
  Copied: "Copié",
  "Could not copy": "Échec de la copie",
  "The code was copied.": "Le code a été copié.",
  "The code could not be copied. Select it and copy it yourself.":
    "Le code n’a pas pu être copié. Sélectionnez-le et copiez-le vous-même.",
  Code: "Code",
  "New room": "Nouveau salon",
  "Search messages": "Rechercher dans les messages",
  "Save chat log": "Enregistrer la conversation",
  "Drop the files to attach them": "Déposez les fichiers pour les joindre",
  "Attach files": "Joindre des fichiers",
  Message: "Message",
  "Add a caption": "Ajouter une légende",
  Emoji: "Emoji",
  "Save changes": "Enregistrer la modification",
  Send: "Envoyer",
  "Editing your message": "Modification de votre message",
  "Reply to {name}": "Répondre à {name}",
  "Cancel editing": "Annuler la modification",
  "Cancel reply": "Annuler la réponse",
  "Files to send": "Fichiers à envoyer",
  "Remove {name}": "Retirer {name}",
  "{count} bytes too long for one message.": {
    one: "{count} octet de trop pour un seul message.",
    many: "{count} octets de trop pour un seul message.",
    other: "{count} octets de trop pour un seul message.",
  },
  "**bold** *italic* ~~struck~~ `code` > quote": "**gras** *italique* ~~barré~~ `code` > citation",
  "Folders cannot be sent, only the files in them: {names}":
    "Un dossier ne peut pas être envoyé, seulement les fichiers qu’il contient : {names}",
  "Control characters are left out when this is sent.":
    "Les caractères de commande ne seront pas envoyés.",
  "Nothing is left of this message. Saving asks whether to delete it.":
    "Il ne reste rien de ce message. À l’enregistrement, sa suppression vous sera proposée.",
  "Nobody could see anything of this message.": "Personne ne verrait rien de ce message.",
  "The message that you were changing was taken back.":
    "Le message que vous modifiiez a été supprimé.",
  "The message that you were answering was taken back.":
    "Le message auquel vous répondiez a été supprimé.",
  "Another tab has changed this draft. Look at it and send it again.":
    "Un autre onglet a modifié ce brouillon. Relisez-le et envoyez-le à nouveau.",
  "A message that is being changed takes no files.":
    "Un message en cours de modification ne reçoit pas de fichiers.",
  "“{name}” is larger than 100 MiB, which is the most that one file may have.":
    "« {name} » dépasse 100 Mio, la taille maximale d’un fichier.",
  "{count} files are larger than 100 MiB, which is the most that one file may have.": {
    one: "{count} fichier dépasse 100 Mio, la taille maximale d’un fichier.",
    many: "{count} fichiers dépassent 100 Mio, la taille maximale d’un fichier.",
    other: "{count} fichiers dépassent 100 Mio, la taille maximale d’un fichier.",
  },
  "Enter saves, Escape cancels, Shift + Enter starts a new line":
    "Entrée enregistre, Échap annule, Maj + Entrée commence une ligne",
  "Ctrl + Enter saves, Escape cancels, Enter starts a new line":
    "Ctrl + Entrée enregistre, Échap annule, Entrée commence une ligne",
  "Enter sends, Shift + Enter starts a new line": "Entrée envoie, Maj + Entrée commence une ligne",
  "Ctrl + Enter sends, Enter starts a new line": "Ctrl + Entrée envoie, Entrée commence une ligne",
  "People to mention": "Personnes à mentionner",
  "{count} suggestions; the arrow keys choose": {
    one: "{count} suggestion ; choisissez avec les flèches",
    many: "{count} suggestions ; choisissez avec les flèches",
    other: "{count} suggestions ; choisissez avec les flèches",
  },
  Online: "En ligne",
  Away: "Absent",
  Offline: "Hors ligne",
  Back: "Retour",
  "No notifications": "Aucune notification",
  Members: "Membres",
  Invite: "Inviter",
  "Leave room": "Quitter le salon",
  "Search in this conversation": "Rechercher dans cette conversation",
  "More about this conversation": "Autres actions sur cette conversation",
  "Pinned messages": "Messages épinglés",
  "Jump to date": "Aller à une date",
  "Save chat log…": "Enregistrer la conversation…",
  "Clear history…": "Effacer l’historique…",
  "Open to everyone": "Ouvert à tous",
  "By invitation": "Sur invitation",
  "Message {name}": "Écrire à {name}",
  "Width of the panel": "Largeur du panneau",
  "Welcome, {name}": "Bienvenue, {name}",
  "Your conversations appear in a moment.": "Vos conversations apparaissent dans un instant.",
  "Your conversations appear once the server can be reached.":
    "Vos conversations apparaîtront dès que le serveur sera joignable.",
  "Pick up where you left off": "Reprenez là où vous en étiez",
  "Your keys are made and your certificates are in place. You can talk now.":
    "Vos clés sont créées et vos certificats sont en place. Vous pouvez commencer.",
  "Choose a person or a room from the list to read and write.":
    "Choisissez une personne ou un salon dans la liste pour lire et écrire.",
  "Talk to one person.": "Parlez à une personne.",
  "Nobody else has registered yet; colleagues appear under People as they do.":
    "Personne d’autre ne s’est encore inscrit ; vos collègues apparaîtront sous Personnes.",
  "Press a name under People.": "Choisissez un nom sous Personnes.",
  "Talk to several.": "Parlez à plusieurs.",
  "Join an open room, or start one of your own.": "Rejoignez un salon ouvert, ou créez le vôtre.",
  "Only its members can read it.": "Seuls ses membres peuvent le lire.",
  "Messages are sealed in this browser, and no server can open them.":
    "Les messages sont chiffrés dans ce navigateur, et aucun serveur ne peut les ouvrir.",
  "Start a room": "Créer un salon",
  "This is the beginning of your conversation.": "C’est le début de votre conversation.",
  "This is the beginning of this room.": "C’est le début de ce salon.",
  "Only its members can read it: no server can.":
    "Seuls ses membres peuvent le lire : aucun serveur ne le peut.",
  "You cleared what was said here before.": "Vous avez effacé ce qui a été dit ici auparavant.",
  "Nothing was said since. Write to {name} below.":
    "Rien n’a été dit depuis. Écrivez à {name} ci-dessous.",
  "Nothing was said since. Write the next message below.":
    "Rien n’a été dit depuis. Écrivez le prochain message ci-dessous.",
  "Nothing was said yet. Write to {name} below.":
    "Rien n’a encore été dit. Écrivez à {name} ci-dessous.",
  "Nothing was said yet. Write the first message below.":
    "Rien n’a encore été dit. Écrivez le premier message ci-dessous.",
  "Bring people in": "Inviter des personnes",
  "Show image": "Afficher l’image",
  "Uploading: {done} of {size}": "Envoi : {done} sur {size}",
  "Downloading: {done} of {size}": "Téléchargement : {done} sur {size}",
  "{size}, waiting to be sent. It is kept on this device until then.":
    "{size}, en attente d’envoi. Le fichier est conservé sur cet appareil d’ici là.",
  "This device has no room to keep it. Keep this page open until it is sent.":
    "Cet appareil n’a pas la place de le conserver. Laissez cette page ouverte jusqu’à la fin de l’envoi.",
  "{size}. This image is too large to be shown here. Save it to look at it.":
    "{size}. Cette image est trop grande pour être affichée ici. Enregistrez-la pour la regarder.",
  "{number} of {count}": "{number} sur {count}",
  "This image cannot be shown.": "Cette image ne peut pas être affichée.",
  "{size}. This file is empty.": "{size}. Ce fichier est vide.",
  "{size}. This image cannot be shown.": "{size}. Cette image ne peut pas être affichée.",
  "Cancel the upload of {name}": "Annuler l’envoi de {name}",
  "Cancel the download of {name}": "Annuler le téléchargement de {name}",
  "Download {name}": "Télécharger {name}",
  Download: "Télécharger",
  "Save {name}": "Enregistrer {name}",
  Save: "Enregistrer",
  "Retry {name}": "Réessayer {name}",
  Retry: "Réessayer",
  "Upload of {name}": "Envoi de {name}",
  "Download of {name}": "Téléchargement de {name}",
  "View {name}": "Voir {name}",
  "Go to a person, a room or a command": "Aller à une personne, un salon ou une commande",
  "Previous conversation": "Conversation précédente",
  "Next conversation": "Conversation suivante",
  "Previous conversation with unread messages": "Conversation précédente avec des messages non lus",
  "Next conversation with unread messages": "Conversation suivante avec des messages non lus",
  "Close a dialog or a menu": "Fermer une boîte de dialogue ou un menu",
  "Image {name}": "Image {name}",
  "Zoom out": "Zoom arrière",
  "Zoom in": "Zoom avant",
  Close: "Fermer",
  "Previous image": "Image précédente",
  "Next image": "Image suivante",
  "No room of that name.": "Aucun salon de ce nom.",
  "There are more open rooms than fit into this list. To join another one, ask its admins to add you.":
    "Il y a plus de salons ouverts que cette liste ne peut en contenir. Pour en rejoindre un autre, demandez à ses administrateurs de vous y ajouter.",
  "There are more people than fit into this list. Tell your administrator whom you miss.":
    "Il y a plus de personnes que cette liste ne peut en contenir. Dites à votre administrateur qui vous manque.",
  "Loading…": "Chargement…",
  "Rooms appear once the server can be reached.":
    "Les salons apparaîtront dès que le serveur sera joignable.",
  "People appear once the server can be reached.":
    "Les personnes apparaîtront dès que le serveur sera joignable.",
  "You are in no room yet. Start one, and bring people in.":
    "Vous n’êtes encore dans aucun salon. Créez-en un et invitez des personnes.",
  "Nobody else is here yet. Colleagues appear when they register.":
    "Il n’y a encore personne d’autre. Vos collègues apparaîtront lorsqu’ils s’inscriront.",
  "New messages": "Nouveaux messages",
  "Previous message": "Message précédent",
  "Next message": "Message suivant",
  "First message that is loaded": "Premier message chargé",
  "Newest message": "Message le plus récent",
  Reply: "Répondre",
  "Edit your own message": "Modifier votre message",
  React: "Réagir",
  "Pin or unpin": "Épingler ou désépingler",
  "Copy the text": "Copier le texte",
  "Take your own message back": "Supprimer votre message",
  "Opening the conversation…": "Ouverture de la conversation…",
  "You took this message back": "Vous avez supprimé ce message",
  "{name} took this message back": "{name} a supprimé ce message",
  Pinned: "Épinglé",
  edited: "modifié",
  "Go to the first reply": "Aller à la première réponse",
  "{count} replies": {
    one: "{count} réponse",
    many: "{count} réponses",
    other: "{count} réponses",
  },
  "This message was not sent.": "Ce message n’a pas été envoyé.",
  Discard: "Abandonner",
  Messages: "Messages",
  "Loading older messages…": "Chargement des messages précédents…",
  "Older messages are not loaded and not printed. Saving the chat log has them all.":
    "Les messages précédents ne sont pas chargés, donc pas imprimés. La conversation enregistrée les contient tous.",
  "Load older messages": "Charger les messages précédents",
  "Jump to newest": "Aller au plus récent",
  "{count} new": {
    one: "{count} nouveau",
    many: "{count} nouveaux",
    other: "{count} nouveaux",
  },
  Edit: "Modifier",
  Unpin: "Désépingler",
  Pin: "Épingler",
  "Copy text": "Copier le texte",
  Delete: "Supprimer",
  "Actions on this message": "Actions sur ce message",
  "More actions": "Autres actions",
  "The chat did not open": "La messagerie ne s’est pas ouverte",
  "Go to the sign-in": "Aller à la connexion",
  "Opening the chat…": "Ouverture de la messagerie…",
  "The server has not answered yet. It is asked again by itself.":
    "Le serveur n’a pas encore répondu. La page l’interroge à nouveau d’elle-même.",
  Settings: "Paramètres",
  "Your account": "Votre compte",
  "in {room}": "dans {room}",
  "to {name}": "à {name}",
  "to you": "à vous",
  "Log out": "Se déconnecter",
  "More ways to leave": "Autres façons de partir",
  "Log out everywhere": "Se déconnecter partout",
  "Forget this browser": "Oublier ce navigateur",
  "Everybody else": "Toutes les autres personnes",
  "Show {count} more": {
    one: "En afficher {count} de plus",
    many: "En afficher {count} de plus",
    other: "En afficher {count} de plus",
  },
  "Go to this message": "Aller à ce message",
  "A file": "Un fichier",
  "{day}, {time}": "{day}, {time}",
  "{count} pinned": {
    one: "{count} épinglé",
    many: "{count} épinglés",
    other: "{count} épinglés",
  },
  "Nothing is pinned. Pin a message from its menu to keep it at hand for everybody.":
    "Rien n’est épinglé. Épinglez un message depuis son menu pour le garder sous la main de tous.",
  "Go to message": "Aller au message",
  "Last seen {time}": "Dernière activité : {time}",
  Sending: "Envoi en cours",
  Sent: "Envoyé",
  Delivered: "Remis",
  Read: "Lu",
  "In reply to": "En réponse à",
  "A message that is not shown here": "Un message qui n’est pas affiché ici",
  "React with {emoji}": "Réagir avec {emoji}",
  "More reactions": "Autres réactions",
  Reactions: "Réactions",
  "{emoji} by {names}": "{emoji} par {names}",
  "{name} (you)": "{name} (vous)",
  Rooms: "Salons",
  "Open to join": "Ouverts à tous",
  "open room": "salon ouvert",
  "by invitation": "sur invitation",
  Join: "Rejoindre",
  "{count} members": {
    one: "{count} membre",
    many: "{count} membres",
    other: "{count} membres",
  },
  "Draft: {text}": "Brouillon : {text}",
  "{count} unread": {
    one: "{count} non lu",
    many: "{count} non lus",
    other: "{count} non lus",
  },
  "{count} mentions": {
    one: "{count} mention",
    many: "{count} mentions",
    other: "{count} mentions",
  },
  Muted: "En sourdine",
  "You: {text}": "Vous : {text}",
  Conversations: "Conversations",
  "Go to a conversation": "Aller à une conversation",
  "Filter people and rooms": "Filtrer les personnes et les salons",
  "Find people and rooms": "Personne ou salon",
  "Width of the list of conversations": "Largeur de la liste des conversations",
  "Skip to the conversation": "Aller directement à la conversation",
  "{count} people are typing…": {
    one: "{count} personne écrit…",
    many: "{count} personnes écrivent…",
    other: "{count} personnes écrivent…",
  },
  "{first} and {second} are typing…": "{first} et {second} écrivent…",
  "{name} is typing…": "{name} écrit…",
  "{number}+": "{number}+",
  "Copied.": "Copié.",
  "This browser did not let the text be copied. Select it and copy it yourself.":
    "Ce navigateur n’a pas permis de copier le texte. Sélectionnez-le et copiez-le vous-même.",
  "Something went wrong in this page. Reload it and try again.":
    "Une erreur s’est produite dans cette page. Rechargez-la et réessayez.",
  "A new version of TalkyWalky is ready.": "Une nouvelle version de TalkyWalky est prête.",
  Reload: "Recharger",
  Later: "Plus tard",
  Dismiss: "Fermer ce message",
  "Shown from what this browser kept. The rest comes with the connection.":
    "Affiché d’après ce que ce navigateur a conservé. Le reste viendra avec la connexion.",
  "This device is not connected, and this browser has not kept your chat yet. It opens by itself once the network is back.":
    "Cet appareil n’est pas connecté et ce navigateur n’a pas encore conservé vos conversations. Elles s’ouvriront d’elles-mêmes dès le retour du réseau.",
  "{count} earlier items were sealed for keys that this browser does not have, and cannot be read here.":
    {
      one:
        "{count} élément antérieur a été chiffré pour des clés que ce navigateur n’a pas, et ne peut pas être lu ici.",
      many:
        "{count} éléments antérieurs ont été chiffrés pour des clés que ce navigateur n’a pas, et ne peuvent pas être lus ici.",
      other:
        "{count} éléments antérieurs ont été chiffrés pour des clés que ce navigateur n’a pas, et ne peuvent pas être lus ici.",
    },
  "What this means": "Ce que cela signifie",
  "A browser that was set up anew has new keys. What was sealed before can be read where the old keys are.":
    "Un navigateur configuré à neuf a de nouvelles clés. Ce qui a été chiffré avant se lit là où se trouvent les anciennes.",
  "Messages, reactions and receipts look alike while they are closed. Each of these was signed by a member of this conversation:":
    "Messages, réactions et accusés se ressemblent tant qu’ils sont fermés. Chacun de ceux-ci a été signé par un membre de cette conversation :",
  "If you need something of it, ask for it to be sent again.":
    "Si vous avez besoin de l’un d’eux, demandez qu’il soit renvoyé.",
  "Written {time} by the sender's clock": "Écrit {time} à l’horloge de l’expéditeur",
  "By the sender's clock:": "À l’horloge de l’expéditeur :",
  "The sender's clock was ahead of the server's: one of the two was wrong. The message is shown by the server's.":
    "L’horloge de l’expéditeur avançait sur celle du serveur : l’une des deux était fausse. Le message est affiché à l’heure du serveur.",
  "The server took this message well after the time that its sender gives. It may have waited for a connection, or one of the two clocks was wrong. It is shown by the server's.":
    "Le serveur a reçu ce message bien après l’heure que donne son expéditeur. Il a peut-être attendu une connexion, ou l’une des deux horloges était fausse. Il est affiché à l’heure du serveur.",
  "The open rooms could not be loaded. They are asked for again by themselves.":
    "Les salons ouverts n’ont pas pu être chargés. Une nouvelle demande est faite automatiquement.",
  "The list of people could not be loaded. It is asked for again by itself.":
    "La liste des personnes n’a pas pu être chargée. Une nouvelle demande est faite automatiquement.",
  "The pinned messages come with the conversation, once it can be loaded.":
    "Les messages épinglés viendront avec la conversation, dès qu’elle pourra être chargée.",
};
