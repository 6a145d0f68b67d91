/** French texts of the pages before the chat: sign-in, registration, refusals. */

import type { Dictionary } from "../i18n.ts";

/** Signing in, registering and the pages around them, in French. */
export const FR_ENTRANCE: Dictionary = {
  "This server shows another certification authority than the one this browser has met here before, so nothing was sent. Ask your administrator. If the authority was replaced on purpose, clear this site's data in the browser's settings and sign in again.":
    "Ce serveur présente une autre autorité de certification que celle que ce navigateur a rencontrée ici auparavant : rien n’a été envoyé. Renseignez-vous auprès de votre administrateur. Si l’autorité a été remplacée volontairement, effacez les données de ce site dans les réglages du navigateur et reconnectez-vous.",
  "The server answered with a certificate that does not hold for you, so it was not used. Check the clock of this device, and tell your administrator if it is right.":
    "Le serveur a répondu avec un certificat qui n’est pas valable pour vous : il n’a pas été utilisé. Vérifiez l’horloge de cet appareil et, si elle est à l’heure, prévenez votre administrateur.",
  "This sign-in has ended. Enter your password again.":
    "Cette connexion a pris fin. Saisissez à nouveau votre mot de passe.",
  "The server answered for somebody else or for other keys, so nothing was kept of it. Try again, and tell your administrator if it happens again.":
    "Le serveur a répondu pour quelqu’un d’autre ou pour d’autres clés : rien n’en a été gardé. Réessayez et, si cela se reproduit, prévenez votre administrateur.",
  "This browser has no room left for your keys and messages on their way. Free some space on this device and try again.":
    "Ce navigateur n’a plus de place pour vos clés et vos messages en attente. Libérez de l’espace sur cet appareil et réessayez.",
  "What this page stored in this browser was removed while the page was open: somebody cleared the site's data, or the browser ran out of room. Reload the page.":
    "Ce que cette page gardait dans ce navigateur a été supprimé alors qu’elle était ouverte : quelqu’un a effacé les données du site, ou le navigateur a manqué de place. Rechargez la page.",
  "A newer version of this page is open in another tab. Reload this one.":
    "Une version plus récente de cette page est ouverte dans un autre onglet. Rechargez celle-ci.",
  "This browser does not let this page keep your keys. Private windows and settings that block site data do that: use an ordinary window and try again.":
    "Ce navigateur ne laisse pas cette page conserver vos clés. C’est le cas des fenêtres privées et des réglages qui bloquent les données de site : utilisez une fenêtre ordinaire et réessayez.",
  "This page was opened over plain http, and browsers only do encryption on https pages (or on localhost). Open it with https:// in front, or ask your administrator to turn TLS on.":
    "Cette page a été ouverte en http simple, et les navigateurs ne chiffrent que dans les pages https (ou sur localhost). Ouvrez-la avec https:// devant, ou demandez à votre administrateur d’activer TLS.",
  "This browser does not let the page keep your keys. Private windows and settings that block site data do that: use an ordinary window of a current browser.":
    "Ce navigateur ne laisse pas la page conserver vos clés. C’est le cas des fenêtres privées et des réglages qui bloquent les données de site : utilisez une fenêtre ordinaire d’un navigateur récent.",
  "This browser is too old for the chat. Use a current version of Firefox, Chrome, Edge or Safari.":
    "Ce navigateur est trop ancien pour la messagerie. Utilisez une version récente de Firefox, Chrome, Edge ou Safari.",
  "The keys in this browser are not valid any more":
    "Les clés de ce navigateur ne sont plus valables",
  "Your password is right. {what} You can make new keys here; then:":
    "Votre mot de passe est bon. {what} Vous pouvez créer de nouvelles clés ici ; alors :",
  "Your keys are not in this browser": "Vos clés ne sont pas dans ce navigateur",
  "This browser needs keys of yours": "Ce navigateur a besoin de vos clés",
  "Set up this browser": "Préparer ce navigateur",
  "Your password is right, but the keys that open your messages are in another browser. If you still have it, sign in there. You can also make new keys here; then:":
    "Votre mot de passe est bon, mais les clés qui ouvrent vos messages sont dans un autre navigateur. Si vous l’avez encore, connectez-vous là-bas. Vous pouvez aussi créer de nouvelles clés ici ; dans ce cas :",
  "Your old certificates are revoked.": "Vos anciens certificats sont révoqués.",
  "Other browsers that hold the old keys cannot sign in with them any more.":
    "Les autres navigateurs qui détiennent les anciennes clés ne peuvent plus se connecter avec elles.",
  "Your contacts are told.": "Vos contacts sont prévenus.",
  "They are asked to accept your new keys before they write to you again.":
    "Ils doivent accepter vos nouvelles clés avant de vous écrire à nouveau.",
  "Older messages stay closed here.": "Les messages plus anciens restent fermés ici.",
  "What was sealed for the old keys cannot be opened with new ones.":
    "Ce qui a été chiffré pour les anciennes clés ne peut pas être ouvert avec les nouvelles.",
  "Your password is right. Before you can talk, this browser makes the keys that seal and open your messages, and the authority certifies them.":
    "Votre mot de passe est bon. Avant que vous puissiez parler, ce navigateur crée les clés qui ferment et ouvrent vos messages, et l’autorité les certifie.",
  "The keys stay here.": "Les clés restent ici.",
  "They never leave this browser, so nobody else can read your messages.":
    "Elles ne quittent jamais ce navigateur : personne d’autre ne peut lire vos messages.",
  "Messages are sealed in your browser. No server can read them.":
    "Les messages sont chiffrés dans votre navigateur. Aucun serveur ne peut les lire.",
  "About this place": "À propos de ce lieu",
  Help: "Aide",
  About: "À propos",
  "TalkyWalky encrypts in your browser and needs JavaScript for it. Turn it on for this site and reload the page.":
    "TalkyWalky chiffre dans votre navigateur et a besoin de JavaScript pour cela. Activez-le pour ce site et rechargez la page.",
  "{field}: {problem}": "{field} : {problem}",
  "{count} fields need a look:": {
    one: "Un champ est à revoir :",
    many: "{count} champs sont à revoir :",
    other: "{count} champs sont à revoir :",
  },
  "No connection to the server": "Pas de connexion au serveur",
  "This page needs the server. Check your network, then try again.":
    "Cette page a besoin du serveur. Vérifiez votre réseau, puis réessayez.",
  "(met)": "(respecté)",
  "(not met yet)": "(pas encore respecté)",
  "What this browser presented as your certificate cannot be read as one.":
    "Ce que ce navigateur a présenté comme votre certificat est illisible.",
  "Your certificate was not issued by this organisation's authority. A certificate that names the authority but lacks its signature counts as foreign.":
    "Votre certificat n’a pas été délivré par l’autorité de cette organisation. Un certificat qui nomme l’autorité sans porter sa signature est considéré comme étranger.",
  "If you did not bring that certificate here yourself, tell your administrator.":
    "Si vous n’avez pas apporté ce certificat ici vous-même, prévenez votre administrateur.",
  "Your certificate is not valid yet: its first day is still to come.":
    "Votre certificat n’est pas encore valable : son premier jour est à venir.",
  "Ask your administrator whether the authority's clock is right, and try again later.":
    "Demandez à votre administrateur si l’horloge de l’autorité est à l’heure, et réessayez plus tard.",
  "Your certificate has expired.": "Votre certificat a expiré.",
  "Your certificate was revoked. That happens when you set up another browser, and when an administrator withdraws it.":
    "Votre certificat a été révoqué. Cela arrive lorsque vous préparez un autre navigateur, ou lorsqu’un administrateur le retire.",
  "If you did not set up another browser, ask your administrator first.":
    "Si vous n’avez pas préparé d’autre navigateur, adressez-vous d’abord à votre administrateur.",
  "The certificate that was presented is not made for signing in.":
    "Le certificat présenté n’est pas fait pour se connecter.",
  "The certificate is valid, but it names somebody else than the person who signs in.":
    "Le certificat est valable, mais il nomme une autre personne que celle qui se connecte.",
  "Sign in with the username that the keys in this browser belong to, or make new ones.":
    "Connectez-vous avec le nom d’utilisateur auquel appartiennent les clés de ce navigateur, ou créez-en de nouvelles.",
  "Your certificate breaks a rule that this organisation's certificates must keep.":
    "Votre certificat enfreint une règle que les certificats de cette organisation doivent respecter.",
  "This browser could not prove that it holds the key of your certificate.":
    "Ce navigateur n’a pas pu prouver qu’il détient la clé de votre certificat.",
  "Try to sign in again.": "Essayez de vous reconnecter.",
  "Your certificate was refused.": "Votre certificat a été refusé.",
  "Go back to the sign-in and enter your password: this browser can make new keys, and the old certificates are revoked.":
    "Revenez à la connexion et saisissez votre mot de passe : ce navigateur peut créer de nouvelles clés, et les anciens certificats sont révoqués.",
  "If it happens again, tell your administrator the reason below.":
    "Si cela se reproduit, indiquez à votre administrateur la raison ci-dessous.",
  "You were not signed in": "Vous n’avez pas été connecté",
  "What is wrong": "Ce qui ne va pas",
  "What you can do": "Ce que vous pouvez faire",
  "Back to the sign-in": "Retour à la connexion",
  "Reason:": "Raison :",
  "Checking your name and password…": "Vérification de votre nom et de votre mot de passe…",
  "Making your keys in this browser…": "Création de vos clés dans ce navigateur…",
  "Asking for your certificates…": "Demande de vos certificats…",
  "Proving that the keys are yours…": "Preuve que les clés sont à vous…",
  Hide: "Masquer",
  Show: "Afficher",
  "Hide what is typed": "Masquer la saisie",
  "Show what is typed": "Afficher la saisie",
  Username: "Nom d’utilisateur",
  "Full name": "Nom complet",
  Email: "E-mail",
  Password: "Mot de passe",
  "Repeat password": "Répétez le mot de passe",
  "This browser cannot take part": "Ce navigateur ne peut pas participer",
  "Create your account": "Créez votre compte",
  "Your keys are made in this browser and stay in it.":
    "Vos clés sont créées dans ce navigateur et y restent.",
  "Lower-case letters, digits, dot, dash and underscore. It cannot be changed later.":
    "Minuscules, chiffres, point, tiret et tiret bas. Il ne pourra plus être changé.",
  "Create account": "Créer le compte",
  "Already registered?": "Déjà inscrit ?",
  "Sign in": "Se connecter",
  "The two passwords differ.": "Les deux mots de passe diffèrent.",
  "{least} to {most} characters": "De {least} à {most} caractères",
  "Not a common password, and not your own name": "Ni un mot de passe courant, ni votre propre nom",
  "Enter your username and your password.":
    "Saisissez votre nom d’utilisateur et votre mot de passe.",
  "This browser cannot sign in": "Ce navigateur ne peut pas se connecter",
  "New here?": "Première visite ?",
  "Create an account": "Créer un compte",
  "Page not found": "Page introuvable",
  "That did not work": "Cela n’a pas fonctionné",
  "Error {status}": "Erreur {status}",
  "Go to the start page": "Aller à la page d’accueil",
};
