/** French texts of the settings. */

import type { Dictionary } from "../i18n.ts";

/** The settings, in French. */
export const FR_SETTINGS: Dictionary = {
  "The server did not hand out the authority's certificate. Try again in a minute.":
    "Le serveur n’a pas fourni le certificat de l’autorité. Réessayez dans une minute.",
  "The server handed out something else than the authority's certificate.":
    "Le serveur a fourni autre chose que le certificat de l’autorité.",
  Version: "Version",
  Authority: "Autorité de certification",
  "Its fingerprint, as this browser pinned it":
    "Son empreinte, telle que ce navigateur l’a retenue",
  "Your certificate": "Votre certificat",
  "Your certificate is valid until": "Votre certificat est valable jusqu’au",
  "The certificate that the server hands out matches what this browser pinned.":
    "Le certificat fourni par le serveur correspond à celui que ce navigateur a retenu.",
  "The certificate that the server hands out does not match what this browser pinned. Tell your administrator, and do not accept new keys of anybody until it is explained.":
    "Le certificat fourni par le serveur ne correspond pas à celui que ce navigateur a retenu. Prévenez votre administrateur, et n’acceptez de nouvelles clés de personne tant que ce n’est pas expliqué.",
  "Others see your new name now.": "Les autres voient désormais votre nouveau nom.",
  "Display name": "Nom affiché",
  "How others see you. It is signed with your key, and they see the change at once.":
    "C’est ainsi que les autres vous voient. Il est signé avec votre clé, et le changement se voit aussitôt.",
  "Change the name": "Changer le nom",
  "Your name is {name} again.": "Votre nom est de nouveau {name}.",
  "Back to the default name": "Revenir au nom par défaut",
  "The history is empty.": "L’historique est vide.",
  "Your username @{uid} never changes: it stands in your certificate.":
    "Votre nom d’utilisateur @{uid} ne change jamais : il figure dans votre certificat.",
  "Enter a name, or go back to the default one.": "Saisissez un nom, ou revenez au nom par défaut.",
  Font: "Police",
  "Size of text": "Taille du texte",
  Density: "Densité",
  "Revert to the default layout": "Revenir à l’apparence par défaut",
  "The default layout is back.": "L’apparence par défaut est rétablie.",
  System: "Système",
  Serif: "Avec empattements",
  Sans: "Sans empattements",
  Pixel: "Pixel",
  "Dyslexia-friendly": "Adaptée à la dyslexie",
  "Another font": "Une autre police",
  "Name of the font": "Nom de la police",
  "As your system lists it, for example Georgia. It stays in this browser.":
    "Tel que votre système l’affiche, par exemple Georgia. Il reste dans ce navigateur.",
  "This cannot be the name of a font.": "Cela ne peut pas être le nom d’une police.",
  "This browser finds no font of this name.": "Ce navigateur ne trouve aucune police de ce nom.",
  Small: "Petite",
  Medium: "Moyenne",
  Large: "Grande",
  Larger: "Très grande",
  Comfortable: "Aérée",
  Compact: "Compacte",
  "As the browser prefers": "Comme le navigateur",
  "Language of the screens": "Langue de l’interface",
  "Dates and numbers follow the language. The page opens again when you change it.":
    "Les dates et les nombres suivent la langue. La page s’ouvre à nouveau lorsque vous la changez.",
  "Your names so far": "Vos noms jusqu’ici",
  "There is no other name in the history.": "Il n’y a pas d’autre nom dans l’historique.",
  "default name": "nom par défaut",
  "Clear the history of your names?": "Effacer l’historique de vos noms ?",
  "The names are removed from your list, on all your devices. What others have seen stays with them.":
    "Les noms sont retirés de votre liste, sur tous vos appareils. Ce que les autres ont vu leur reste.",
  "Clear now": "Effacer maintenant",
  "Notifications of the system": "Notifications du système",
  "Shown while the chat is open but out of sight. Nothing readable leaves this browser.":
    "Affichées lorsque la messagerie est ouverte mais hors de vue. Rien de lisible ne quitte ce navigateur.",
  "Show the text in notifications": "Afficher le texte dans les notifications",
  "Off: they say only that something was written, for screens that others can see.":
    "Si c’est désactivé, elles disent seulement que quelque chose a été écrit, pour les écrans que d’autres peuvent voir.",
  Sound: "Son",
  "A short tone when something arrives that you are notified of.":
    "Une courte tonalité à l’arrivée de ce qui vous est notifié.",
  "Messages of single people": "Messages directs",
  "Messages in rooms": "Messages dans les salons",
  "A conversation may have a choice of its own, in its menu.":
    "Une conversation peut avoir son propre réglage, dans son menu.",
  "The browser asks you now whether it may show them.":
    "Le navigateur vous demande maintenant s’il peut les afficher.",
  "The browser refuses notifications of this site. Allow them in the site's settings, beside its address, and open this page again.":
    "Le navigateur refuse les notifications de ce site. Autorisez-les dans les réglages du site, à côté de son adresse, et rouvrez cette page.",
  "This browser has no notifications for this page. Counts in the title still work.":
    "Ce navigateur n’a pas de notifications pour cette page. Les compteurs dans le titre fonctionnent tout de même.",
  All: "Toutes",
  "When I am mentioned": "Quand on me mentionne",
  "Say that I am writing": "Dire que j’écris",
  "Others in the conversation see that you are writing, never what. Off, you do not see it of them either.":
    "Les autres membres de la conversation voient que vous écrivez, jamais quoi. Si c’est désactivé, vous ne le voyez pas non plus chez les autres.",
  "Say what I have read": "Dire ce que j’ai lu",
  "Senders see when their message was on your screen. Off, you do not see it of them either.":
    "Les expéditeurs voient quand leur message était sur votre écran. Si c’est désactivé, vous ne le voyez pas non plus chez les autres.",
  "Show when I am here": "Montrer quand je suis là",
  "Everybody in the directory sees whether you are here, and when you were last. Off, you look offline, and messages count as delivered once you have read them.":
    "Toutes les personnes de l’annuaire voient si vous êtes là, et quand vous l’étiez pour la dernière fois. Si c’est désactivé, vous semblez hors ligne, et les messages ne sont donnés comme reçus qu’une fois lus.",
  "Quiet hours": "Heures calmes",
  "Every day between these times there are no notifications and no sound.":
    "Chaque jour entre ces heures, il n’y a ni notification ni son.",
  From: "De",
  To: "À",
  Appearance: "Apparence",
  "Window and layout": "Fenêtre et disposition",
  Language: "Langue",
  Privacy: "Confidentialité",
  Notifications: "Notifications",
  Writing: "Écriture",
  Account: "Compte",
  "Sections of the settings": "Rubriques des paramètres",
  Theme: "Thème",
  "As the system": "Comme le système",
  Default: "Par défaut",
  Night: "Nuit",
  Grey: "Gris",
  Blue: "Bleu",
  Pink: "Rose",
  Turquoise: "Turquoise",
  Hacker: "Hacker",
  "High contrast": "Contraste élevé",
  "Default size of the window": "Taille par défaut de la fenêtre",
  "A window of its own opens at this size, and so does the installed app. A tab has the size of its browser.":
    "Une fenêtre séparée s’ouvre à cette taille, de même que l’application installée. Un onglet a la taille de son navigateur.",
  "Width in pixels": "Largeur en pixels",
  "Height in pixels": "Hauteur en pixels",
  "Kept: {width} × {height} pixels.": "Retenu : {width} × {height} pixels.",
  "Use this window's size": "Utiliser la taille de cette fenêtre",
  "The chat is open in its own window.": "La messagerie est ouverte dans sa propre fenêtre.",
  "The browser blocked the window. Allow pop-ups for this site, then try again.":
    "Le navigateur a bloqué la fenêtre. Autorisez les fenêtres surgissantes pour ce site, puis réessayez.",
  "Open in its own window": "Ouvrir dans une fenêtre séparée",
  "The default size is back.": "La taille par défaut est rétablie.",
  "Return to the default size": "Revenir à la taille par défaut",
  "Widths of the panes": "Largeur des volets",
  "The lines between the panes can also be dragged, or moved with the arrow keys.":
    "Les lignes entre les volets peuvent aussi être tirées, ou déplacées avec les flèches.",
  "List of conversations": "Liste des conversations",
  "Panel beside the conversation": "Panneau à côté de la conversation",
  "Default widths": "Largeurs par défaut",
  "Sending a message": "Envoyer un message",
  "Enter sends": "Entrée envoie",
  "Shift and Enter begins a new line.": "Maj et Entrée commence une ligne.",
  "Ctrl and Enter sends": "Ctrl et Entrée envoie",
  "Enter begins a new line. On a Mac it is Command and Enter.":
    "Entrée commence une ligne. Sur un Mac, c’est Commande et Entrée.",
  "The app is being installed. It opens in a window of its own.":
    "L’application s’installe. Elle s’ouvrira dans sa propre fenêtre.",
  "Not installed. Your browser offers it again later.":
    "Non installée. Votre navigateur la proposera de nouveau plus tard.",
  "App on this device": "Application sur cet appareil",
  "This window is the installed app.": "Cette fenêtre est l’application installée.",
  "Install app": "Installer l’application",
  "Where your browser can install this site as an app, it offers that in its menu. It may be installed already.":
    "Si votre navigateur peut installer ce site comme application, il le propose dans son menu. Elle est peut-être déjà installée.",
  "The installed app has its own window and icon, and opens without the network as well.":
    "L’application installée a sa propre fenêtre et son icône, et s’ouvre aussi sans réseau.",
  "Your names could not be loaded. They are asked for again by themselves.":
    "Vos noms n’ont pas pu être chargés. Une nouvelle demande est faite automatiquement.",
};
