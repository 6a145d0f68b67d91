/** French texts of what happens in conversations, and of saved logs. */

import type { Dictionary } from "../i18n.ts";

/** What happens in conversations, and what is saved of them, in French. */
export const FR_CONVERSATIONS: Dictionary = {
  "{name} has set up new keys, in another browser for instance.":
    "{name} a créé de nouvelles clés, par exemple dans un autre navigateur.",
  "You cannot write to yourself.": "Vous ne pouvez pas vous écrire à vous-même.",
  "You are not in this room.": "Vous n’êtes pas dans ce salon.",
  "Another conversation was opened. Save this one again.":
    "Une autre conversation a été ouverte entre-temps. Relancez l’enregistrement de celle-ci.",
  "There is nothing to search in this browser.": "Il n’y a rien à rechercher dans ce navigateur.",
  "There is no valid identity of this person to accept.":
    "Il n’y a aucune identité valable de cette personne à accepter.",
  "You accepted the new keys of {name}.": "Vous avez accepté les nouvelles clés de {name}.",
  "You have signed out.": "Vous vous êtes déconnecté.",
  "You have signed out, and this browser has forgotten you.":
    "Vous vous êtes déconnecté, et ce navigateur vous a oublié.",
  "This cannot be undone any more.": "Il est trop tard pour annuler.",
  "Nothing more is known of this message.": "On ne sait rien de plus sur ce message.",
  "This file is on its way already.": "Ce fichier est déjà en route.",
  "Something went wrong in this page.": "Une erreur s’est produite dans cette page.",
  "Stopped.": "Arrêté.",
  "Stopped. Choose the file again to send it.":
    "Arrêté. Choisissez à nouveau le fichier pour l’envoyer.",
  "The server has removed this file, as its message could not be sent for a day. Send it again.":
    "Le serveur a supprimé ce fichier, car son message n’a pas pu être envoyé pendant un jour. Envoyez-le à nouveau.",
  "Files cannot be sent or fetched in this browser.":
    "Ce navigateur ne peut ni envoyer ni recevoir de fichiers.",
  "This file is not there any more.": "Ce fichier n’est plus là.",
  "This cannot be put under a message.": "Ceci ne peut pas servir de réaction à un message.",
  "This message is not there any more.": "Ce message n’est plus là.",
  "Only who wrote a message can change it.": "Seul l’auteur d’un message peut le modifier.",
  "You are no longer in this conversation.": "Vous n’êtes plus dans cette conversation.",
  "This conversation could not be loaded. Reload the page.":
    "Cette conversation n’a pas pu être chargée. Rechargez la page.",
  "Use at most {count} characters for your name.":
    "Votre nom doit compter {count} caractères au plus.",
  "Use at most {count} characters for the room's name.":
    "Le nom du salon doit compter {count} caractères au plus.",
  "This message cannot be shown any more.": "Ce message ne peut plus être affiché.",
  "This is not a date.": "Ce n’est pas une date.",
  "The log of this room does not hold, so it cannot be joined. Tell your administrator.":
    "Le journal de ce salon n’est pas valable : impossible de le rejoindre. Prévenez votre administrateur.",
  "Only an admin of this room may do that.": "Seul un administrateur de ce salon peut faire cela.",
  "This person is in the room already.": "Cette personne est déjà dans le salon.",
  "This person is not in the room any more.": "Cette personne n’est plus dans le salon.",
  "You cannot remove yourself: leave the room.":
    "Vous ne pouvez pas vous retirer vous-même : quittez le salon.",
  "This room is by invitation only. Ask one of its admins.":
    "Ce salon est sur invitation. Adressez-vous à l’un de ses administrateurs.",
  "It is so already.": "C’est déjà le cas.",
  "A room needs an admin. Make somebody else one first.":
    "Un salon a besoin d’un administrateur. Nommez d’abord quelqu’un d’autre.",
  "This room is full.": "Ce salon est complet.",
  "The server answered with another conversation. Try again.":
    "Le serveur a répondu avec une autre conversation. Réessayez.",
  "Somebody else signed in here in this browser. Reload the page.":
    "Quelqu’un d’autre s’est connecté dans ce navigateur. Rechargez la page.",
  "Open a conversation first.": "Ouvrez d’abord une conversation.",
  "Somebody unknown": "Personne inconnue",
  "This browser has no keys of yours any more. Sign in again.":
    "Ce navigateur n’a plus vos clés. Reconnectez-vous.",
  "Choose a file first.": "Choisissez d’abord un fichier.",
  "{names} use other keys than before. Nothing is sent until you have accepted them.": {
    one:
      "{names} utilise d’autres clés qu’auparavant. Rien n’est envoyé tant que vous ne les avez pas acceptées.",
    many:
      "{names} utilisent d’autres clés qu’auparavant. Rien n’est envoyé tant que vous ne les avez pas acceptées.",
    other:
      "{names} utilisent d’autres clés qu’auparavant. Rien n’est envoyé tant que vous ne les avez pas acceptées.",
  },
  "{name} has no keys yet. You can write once they have signed in.":
    "{name} n’a pas encore de clés. Vous pourrez lui écrire après sa première connexion.",
  "Much has happened meanwhile.": "Il s’est passé beaucoup de choses entre-temps.",
  "What was said before you came in was not sealed for you and cannot be read.":
    "Ce qui a été dit avant votre arrivée n’a pas été chiffré pour vous et ne peut pas être lu.",
  "{happened} {name} now looks after the room.": "{happened} {name} s’occupe désormais du salon.",
  somebody: "quelqu’un",
  '{actor} created the room "{room}".': "{actor} a créé le salon « {room} ».",
  "{actor} joined.": "{actor} a rejoint le salon.",
  "{actor} left.": "{actor} a quitté le salon.",
  "{actor} added {subject}.": "{actor} a ajouté {subject}.",
  "{actor} removed {subject}.": "{actor} a retiré {subject}.",
  '{actor} renamed the room to "{room}".': "{actor} a renommé le salon en « {room} ».",
  "{actor} made {subject} an admin.": "{actor} a nommé {subject} administrateur.",
  "{actor} made {subject} an ordinary member.": "{actor} a refait de {subject} un simple membre.",
  "{actor} opened the room to everyone.": "{actor} a ouvert le salon à tous.",
  "{actor} made the room by invitation only.":
    "{actor} a rendu le salon accessible sur invitation seulement.",
  "Something went wrong in this page, so the message was not sent. Reload and try again.":
    "Une erreur s’est produite dans cette page et le message n’a pas été envoyé. Rechargez-la et réessayez.",
  "The keys of this conversation kept changing, so the message was not sent. Try again.":
    "Les clés de cette conversation ont changé sans cesse et le message n’a pas été envoyé. Réessayez.",
  "Your edit was not taken. {problem}": "Votre modification n’a pas été prise en compte. {problem}",
  "Your message was not deleted. {problem}": "Votre message n’a pas été supprimé. {problem}",
  "Your reaction was not taken. {problem}": "Votre réaction n’a pas été prise en compte. {problem}",
  "What you pinned, or no longer pin, was not taken. {problem}":
    "Votre changement de message épinglé n’a pas été pris en compte. {problem}",
  "The history was not cleared on your other devices. {problem}":
    "L’historique n’a pas été effacé sur vos autres appareils. {problem}",
  "Write something first.": "Écrivez d’abord quelque chose.",
  "This message is too long. Send it in parts.":
    "Ce message est trop long. Envoyez-le en plusieurs fois.",
  "{count} messages of {name} did not arrive here.": {
    one: "Un message de {name} n’est pas arrivé ici.",
    many: "{count} messages de {name} ne sont pas arrivés ici.",
    other: "{count} messages de {name} ne sont pas arrivés ici.",
  },
  "File: {name}": "Fichier : {name}",
  "(This message cannot be read in this browser any more.)":
    "(Ce message ne peut plus être lu dans ce navigateur.)",
  "The server cannot be reached right now. The page keeps trying by itself.":
    "Le serveur est injoignable pour le moment. La page continue d’essayer d’elle-même.",
  "Saved {time} ({zone}) by {name}": "Enregistré par {name} : {time} ({zone})",
  "Closed message, and nobody can tell whose": "Message fermé, et personne ne peut dire de qui",
  "Closed message of your own": "Votre message, fermé",
  "Closed message from {name}": "Message fermé de {name}",
  verified: "vérifié",
  "not verified": "non vérifié",
  "An answer to a message that is not here": "Réponse à un message qui n’est pas ici",
  "Conversation of two people": "Conversation à deux",
  "Room of {count} members": {
    one: "Salon de {count} membre",
    many: "Salon de {count} membres",
    other: "Salon de {count} membres",
  },
  "Verified: the signature held, and its certificate led to the authority of the organisation when the log was saved.":
    "Vérifié : la signature était bonne, et son certificat remontait à l’autorité de l’organisation au moment de l’enregistrement.",
  "Not verified: nothing proves who wrote it.": "Non vérifié : rien ne prouve qui l’a écrit.",
  "The marks say what this browser found. This file itself is not signed: whoever has it can change it.":
    "Les marques disent ce que ce navigateur a constaté. Ce fichier lui-même n’est pas signé : quiconque l’a en main peut le modifier.",
  "Older messages are not in this file.": "Les messages plus anciens ne sont pas dans ce fichier.",
  "Its sender deleted this message.": "Son expéditeur a supprimé ce message.",
  "Edited {time}": "Modifié : {time}",
  "File: {name} ({size})": "Fichier : {name} ({size})",
  "This message has not been sent yet.": "Ce message n’a pas encore été envoyé.",
  "This browser has no room left. What is said is shown, but not kept here for the search and for a start without the network. Free some space on this device.":
    "Ce navigateur n’a plus de place. Ce qui se dit s’affiche, mais n’est pas conservé ici pour la recherche ni pour démarrer sans réseau. Libérez de l’espace sur cet appareil.",
  "This browser keeps nothing for this page any more. What is said is shown, but is not here for the search and for a start without the network. Reload the page.":
    "Ce navigateur ne conserve plus rien pour cette page. Ce qui se dit s’affiche, mais n’est pas là pour la recherche ni pour démarrer sans réseau. Rechargez la page.",
  "Another tab went on in place of this one. Try again.":
    "Un autre onglet a pris le relais de celui-ci. Réessayez.",
  "Nothing is kept in this browser any more.": "Plus rien n’est conservé dans ce navigateur.",
  "The server sent a file that is larger than it may be.":
    "Le serveur a envoyé un fichier plus volumineux que permis.",
  "This is too long to send. Make it shorter.":
    "C’est trop long à envoyer. Raccourcissez le texte.",
  "The server has been renewed. Reload the page to go on.":
    "Le serveur a été mis à jour. Rechargez la page pour continuer.",
  "Your session has ended. Sign in again.": "Votre session est terminée. Reconnectez-vous.",
  "{count} new messages": {
    one: "{count} nouveau message",
    many: "{count} nouveaux messages",
    other: "{count} nouveaux messages",
  },
  "{name}: {text}": "{name} : {text}",
  "{count} earlier messages": {
    one: "{count} message précédent",
    many: "{count} messages précédents",
    other: "{count} messages précédents",
  },
  "{count} different emoji stand under this message, and no more can. Choose one of them.":
    "Ce message porte déjà {count} emojis différents, le maximum. Choisissez l’un d’eux.",
  "You put {count} emoji under this message, and no more can be. Take one away first.":
    "Vous avez mis {count} emojis sous ce message, le maximum. Retirez-en un d’abord.",
};
