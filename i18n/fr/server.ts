/** French texts of the errors of server, directory and authority. */

import type { Dictionary } from "../i18n.ts";

/** What the server, the directory and the authority answer, in French. */
export const FR_SERVER: Dictionary = {
  "The message service is down. Try again in a moment.":
    "Le service de messages est en panne. Réessayez dans un instant.",
  "The message service has no disk space left.":
    "Le service de messages n’a plus de place sur son disque.",
  "The server is too busy. Try again in a moment.":
    "Le serveur est trop occupé. Réessayez dans un instant.",
  "The server cannot pass messages on at the moment. It will be tried again.":
    "Le serveur ne peut pas transmettre les messages pour le moment. L’envoi sera retenté.",
  "The server is starting.": "Le serveur démarre.",
  "Another node of the name {1} is running.": "Un autre nœud du nom de {1} est déjà en marche.",
  "The server is stopping. Try again in a moment.":
    "Le serveur s’arrête. Réessayez dans un instant.",
  "A part of the server did not answer. Try again in a moment.":
    "Une partie du serveur n’a pas répondu. Réessayez dans un instant.",
  "The directory entry cannot be certified: {1}.":
    "L’entrée de l’annuaire ne peut pas être certifiée : {1}.",
  "The certification request cannot be read. Reload the page and try again.":
    "La demande de certificat est illisible. Rechargez la page et réessayez.",
  "The certification authority has been closed.": "L’autorité de certification a été arrêtée.",
  "The certification authority is down.": "L’autorité de certification est en panne.",
  "The clock of the server is wrong, or its certification authority has expired, so nobody can sign in or get keys. Tell the administrator; try again later.":
    "L’horloge du serveur est fausse, ou son autorité de certification a expiré : personne ne peut se connecter ni obtenir de clés. Prévenez votre administrateur ; réessayez plus tard.",
  "This person is no longer in the directory.": "Cette personne n’est plus dans l’annuaire.",
  "This person is not in the directory.": "Cette personne n’est pas dans l’annuaire.",
  "The server's disk is full, so nothing was stored. Tell your administrator.":
    "Le disque du serveur est plein : rien n’a été enregistré. Prévenez votre administrateur.",
  "The directory cannot be used right now. Try again soon.":
    "L’annuaire est inutilisable pour le moment. Réessayez bientôt.",
  "The directory has two entries of that username. Tell your administrator.":
    "L’annuaire a deux entrées pour ce nom d’utilisateur. Prévenez votre administrateur.",
  "The directory cannot be reached right now. Try again soon.":
    "L’annuaire est injoignable pour le moment. Réessayez bientôt.",
  "The directory does not allow this. Tell your administrator.":
    "L’annuaire ne le permet pas. Prévenez votre administrateur.",
  "The directory cannot store anything right now. Tell your administrator.":
    "L’annuaire ne peut rien enregistrer pour le moment. Prévenez votre administrateur.",
  "The directory refused this username. Choose another.":
    "L’annuaire a refusé ce nom d’utilisateur. Choisissez-en un autre.",
  "The directory refused this email address. Choose another.":
    "L’annuaire a refusé cette adresse e-mail. Choisissez-en une autre.",
  "The directory refused this full name. Choose another.":
    "L’annuaire a refusé ce nom complet. Choisissez-en un autre.",
  "The directory refused this certificate.": "L’annuaire a refusé ce certificat.",
  "The directory refused one of these values. Choose others.":
    "L’annuaire a refusé l’une de ces valeurs. Choisissez-en d’autres.",
  "Too many people are signing in right now. Try again soon.":
    "Trop de personnes se connectent en ce moment. Réessayez bientôt.",
  "Enter a password.": "Saisissez un mot de passe.",
  "This is not a certificate.": "Ceci n’est pas un certificat.",
  'The username "{1}" is taken. Choose another.':
    "Le nom d’utilisateur « {1} » est pris. Choisissez-en un autre.",
  "Use at least {1} characters.": "Utilisez au moins {1} caractères.",
  "Use at most {1} characters.": "Utilisez {1} caractères au plus.",
  "This password holds a character that cannot be typed.":
    "Ce mot de passe contient un caractère qui ne peut pas être saisi.",
  "Choose a password that is not your own name or email address.":
    "Choisissez un mot de passe qui ne soit ni votre nom ni votre adresse e-mail.",
  "Many people use this password, so it is tried first. Choose another.":
    "Beaucoup de gens utilisent ce mot de passe : c’est le premier qu’on essaie. Choisissez-en un autre.",
  "The server is shutting down. Try again soon.": "Le serveur s’arrête. Réessayez bientôt.",
  "Enter your full name.": "Saisissez votre nom complet.",
  "Use at most {1} characters for your full name.":
    "Votre nom complet doit compter {1} caractères au plus.",
  "The name holds a mark that turns the direction of writing. Type it again without it.":
    "Le nom contient un signe qui inverse le sens de l’écriture. Saisissez-le à nouveau sans ce signe.",
  "The name holds a joining character in a place where no script has one. Type it again without it.":
    "Le nom contient un caractère de liaison là où aucune écriture n’en met. Saisissez-le à nouveau sans lui.",
  "The name holds a character that nobody can see. Type it again without it.":
    "Le nom contient un caractère que personne ne peut voir. Saisissez-le à nouveau sans lui.",
  "The name holds a character that cannot be shown. Type it again.":
    "Le nom contient un caractère qui ne peut pas être affiché. Saisissez-le à nouveau.",
  "The name has marks without a letter, or more of them on one letter than any script needs.":
    "Le nom a des signes sans lettre, ou plus de signes sur une lettre qu’aucune écriture n’en demande.",
  "Remove the spaces before and after the name.": "Supprimez les espaces avant et après le nom.",
  "Enter your email address.": "Saisissez votre adresse e-mail.",
  "An email address has at most {1} characters.":
    "Une adresse e-mail compte {1} caractères au plus.",
  "An email address holds no spaces or control characters.":
    "Une adresse e-mail ne contient ni espaces ni caractères de contrôle.",
  "Use an email address without accents or letters of other scripts.":
    "Utilisez une adresse e-mail sans accents ni lettres d’autres écritures.",
  "Enter an email address like name@example.org, with one @ in it.":
    "Saisissez une adresse e-mail comme nom@example.org, avec un seul @.",
  "Enter a username.": "Saisissez un nom d’utilisateur.",
  "Use 2 to 32 characters for your username.":
    "Votre nom d’utilisateur doit compter de 2 à 32 caractères.",
  "Use lower-case letters in your username.":
    "Utilisez des minuscules dans votre nom d’utilisateur.",
  "A username cannot hold a space: use lower-case letters, digits, dot, dash and underscore.":
    "Un nom d’utilisateur ne peut pas contenir d’espace : utilisez des minuscules, des chiffres, le point, le tiret et le tiret bas.",
  "A username cannot hold that character: use lower-case letters, digits, dot, dash and underscore.":
    "Un nom d’utilisateur ne peut pas contenir ce caractère : utilisez des minuscules, des chiffres, le point, le tiret et le tiret bas.",
  'A username cannot hold "{1}": use lower-case letters, digits, dot, dash and underscore.':
    "Un nom d’utilisateur ne peut pas contenir « {1} » : utilisez des minuscules, des chiffres, le point, le tiret et le tiret bas.",
  "A username starts with a lower-case letter.": "Un nom d’utilisateur commence par une minuscule.",
  "You are not a member of this conversation.": "Vous n’êtes pas membre de cette conversation.",
  "This conversation needs a new key before the next message.":
    "Cette conversation a besoin d’une nouvelle clé avant le prochain message.",
  "This is not a room, or its log is not known yet.":
    "Ceci n’est pas un salon, ou son journal n’est pas encore connu.",
  "This message is too long: it takes {1} bytes of at most {2}":
    "Ce message est trop long : il occupe {1} octets sur {2} au plus",
  "This text is too long: it may take {1} bytes":
    "Ce texte est trop long : il peut occuper {1} octets",
  "Something went wrong on the server. Try again.":
    "Une erreur s’est produite sur le serveur. Réessayez.",
  "A file may have {1} bytes at most.": "Un fichier peut avoir {1} octets au plus.",
  "Accounts are made by your administrator here.":
    "Ici, les comptes sont créés par votre administrateur.",
  "This password does not meet the directory's rules. Choose a longer one, of several kinds of characters, that you have not used before.":
    "Ce mot de passe ne respecte pas les règles de l’annuaire. Choisissez-en un plus long, avec plusieurs sortes de caractères, que vous n’avez encore jamais utilisé.",
  "Your account may not be used now. Sign in again to see why.":
    "Votre compte ne peut pas être utilisé en ce moment. Reconnectez-vous pour savoir pourquoi.",
  "Your account is locked, as after several wrong passwords. It opens again by itself in {1} min at most.":
    "Votre compte est verrouillé, comme après plusieurs mots de passe incorrects. Il se rouvrira de lui-même dans {1} min au plus.",
  "Your account is disabled. Ask your administrator.":
    "Votre compte est désactivé. Adressez-vous à votre administrateur.",
  "Your account has expired. Ask your administrator to extend it.":
    "Votre compte a expiré. Demandez à votre administrateur de le prolonger.",
  "Your account is locked, as after several wrong passwords. Wait and try again later, or ask your administrator to unlock it.":
    "Votre compte est verrouillé, comme après plusieurs mots de passe incorrects. Attendez et réessayez plus tard, ou demandez à votre administrateur de le déverrouiller.",
  "Your password has expired. Change it where your organisation lets you, or ask your administrator, and sign in with the new one.":
    "Votre mot de passe a expiré. Changez-le là où votre organisation le permet, ou adressez-vous à votre administrateur, puis connectez-vous avec le nouveau.",
  "Your password must be changed first. Change it where your organisation lets you, or ask your administrator, and sign in with the new one.":
    "Votre mot de passe doit d’abord être changé. Changez-le là où votre organisation le permet, ou adressez-vous à votre administrateur, puis connectez-vous avec le nouveau.",
  "Your account may not sign in at this time or from this place. Ask your administrator.":
    "Votre compte ne peut pas se connecter à cette heure ou depuis cet endroit. Adressez-vous à votre administrateur.",
  "The username holds a character that nobody can see, and such names cannot be used here. Type it again without it, or ask your administrator.":
    "Le nom d’utilisateur contient un caractère que personne ne peut voir et ne peut donc pas servir ici. Saisissez-le à nouveau sans lui, ou adressez-vous à votre administrateur.",
  "The username or the password is wrong.":
    "Le nom d’utilisateur ou le mot de passe est incorrect.",
  "You signed out everywhere.": "Vous vous êtes déconnecté partout.",
  "New keys were set up for your account in another browser. Sign in again.":
    "De nouvelles clés ont été créées pour votre compte dans un autre navigateur. Reconnectez-vous.",
  "You signed out.": "Vous vous êtes déconnecté.",
  "These keys were never published. Sign in again.":
    "Ces clés n’ont jamais été publiées. Reconnectez-vous.",
  "Your directory entry lacks a certificate. Sign in again.":
    "Votre entrée dans l’annuaire n’a pas de certificat. Reconnectez-vous.",
  "The identity statement is refused: {1}.": "La déclaration d’identité est refusée : {1}.",
  "This sign-in has taken too long or was used before. Enter your password again.":
    "Cette connexion a pris trop de temps ou a déjà servi. Saisissez à nouveau votre mot de passe.",
  "Your entry is no longer in the directory.": "Votre entrée n’est plus dans l’annuaire.",
  "New keys were set up for your account too often within a day. Sign in with a browser that has your keys, or try again tomorrow.":
    "De nouvelles clés ont été créées trop souvent en un jour pour votre compte. Connectez-vous avec un navigateur qui a vos clés, ou réessayez demain.",
  "Too many tries. Wait a minute and try again.":
    "Trop de tentatives. Attendez une minute et réessayez.",
  "Too many accounts were made from your address. Try again later.":
    "Trop de comptes ont été créés depuis votre adresse. Réessayez plus tard.",
  "The certificate in this browser cannot be read.":
    "Le certificat de ce navigateur est illisible.",
  "Your certificate was not issued by this server's authority.":
    "Votre certificat n’a pas été délivré par l’autorité de ce serveur.",
  "Your certificate is not valid yet. Check the clock of this device.":
    "Votre certificat n’est pas encore valable. Vérifiez l’horloge de cet appareil.",
  "Your certificate has been revoked.": "Votre certificat a été révoqué.",
  "This certificate is not meant for signing in.":
    "Ce certificat n’est pas destiné à se connecter.",
  "Your certificate names somebody else.": "Votre certificat nomme quelqu’un d’autre.",
  "Your certificate breaks a rule of this server's authority.":
    "Votre certificat enfreint une règle de l’autorité de ce serveur.",
  "Enter your username.": "Saisissez votre nom d’utilisateur.",
  "Enter your password.": "Saisissez votre mot de passe.",
  "A newer name of yours is known. Try again.":
    "Un nom plus récent est connu pour vous. Réessayez.",
  "You are not in this conversation.": "Vous n’êtes pas dans cette conversation.",
  "Another router wrote to this conversation.": "Un autre routeur a écrit dans cette conversation.",
  "There is no such conversation.": "Cette conversation n’existe pas.",
  "This file is known already.": "Ce fichier est déjà connu.",
  "This message has another file already.": "Ce message a déjà un autre fichier.",
  "This file is not on the server any more, or never was.":
    "Ce fichier n’est plus sur le serveur, ou n’y a jamais été.",
  "The server has no room for more files. Tell the administrator; messages still go through.":
    "Le serveur n’a plus de place pour des fichiers. Prévenez l’administrateur ; les messages passent toujours.",
  "Your share of {1} for files is used up. Delete messages with files you no longer need.":
    "Votre part de {1} pour les fichiers est épuisée. Supprimez des messages dont les fichiers ne vous servent plus.",
  "Too many of your files are on their way. Wait until they are sent, or cancel some.":
    "Trop de vos fichiers sont en route. Attendez qu’ils soient envoyés, ou annulez-en.",
  "Parts of this file are still missing.": "Il manque encore des parties de ce fichier.",
  "The server's disk is full, so the file could not be stored. Tell the administrator.":
    "Le disque du serveur est plein : le fichier n’a pas pu être enregistré. Prévenez l’administrateur.",
  "The server cannot reach its files at the moment. Try again in a little while.":
    "Le serveur n’a pas accès à ses fichiers pour le moment. Réessayez un peu plus tard.",
  "This part of the file must have {1} bytes.": "Cette partie du fichier doit avoir {1} octets.",
  "Another part is in its place already.": "Une autre partie est déjà à cette place.",
  "Too many files at once. Wait a minute and try again.":
    "Trop de fichiers à la fois. Attendez une minute et réessayez.",
  "Too much is uploaded at once. Wait a moment.": "Trop d’envois à la fois. Attendez un instant.",
  "Too much is downloaded at once. Wait a moment.":
    "Trop de téléchargements à la fois. Attendez un instant.",
  "This part of the file has a wrong length.": "Cette partie du fichier n’a pas la bonne longueur.",
  "This part of the file was damaged on its way.":
    "Cette partie du fichier a été endommagée en chemin.",
  "You have no such message in this conversation.":
    "Vous n’avez pas ce message dans cette conversation.",
  "This file was damaged on the server's disk.":
    "Ce fichier a été endommagé sur le disque du serveur.",
  "The file has no part with this number.": "Le fichier n’a pas de partie portant ce numéro.",
  "Only who uploads a file can do this.":
    "Seule la personne qui envoie un fichier peut faire cela.",
  "You have sent as much as one person may in a day ({1} MiB). Go on tomorrow.":
    "Vous avez envoyé autant qu’une personne peut en un jour ({1} Mio). Continuez demain.",
  "Your share of {1} MiB for messages is used up. Tell your administrator.":
    "Votre part de {1} Mio pour les messages est épuisée. Prévenez votre administrateur.",
  "The connection has closed.": "La connexion s’est fermée.",
  "Too much is asked at once. Wait for the answers.":
    "Trop de demandes à la fois. Attendez les réponses.",
  "That is too fast. Wait a moment and try again.":
    "C’est trop rapide. Attendez un instant et réessayez.",
  "A name can be changed {1} times an hour. Try again later.":
    "Un nom peut être changé {1} fois par heure. Réessayez plus tard.",
  "You cannot open a conversation with yourself.":
    "Vous ne pouvez pas ouvrir une conversation avec vous-même.",
  "There is no such person in the directory.":
    "Cette personne n’est pas dans l’annuaire du serveur.",
  "This is signed by somebody else.": "Ceci est signé par quelqu’un d’autre.",
  "This belongs to another conversation.": "Ceci appartient à une autre conversation.",
  "You are signed out. Sign in again.": "Vous êtes déconnecté. Reconnectez-vous.",
  "This is no file's address.": "Ce n’est pas l’adresse d’un fichier.",
  "This is no address of a part of a file.": "Ce n’est pas l’adresse d’une partie de fichier.",
  "This request did not come from a page of this server.":
    "Cette demande ne vient pas d’une page de ce serveur.",
  "The request is malformed.": "La demande est mal formée.",
  "The request is larger than the {1} bytes allowed.": "La demande dépasse les {1} octets permis.",
  "The request was cut off.": "La demande a été interrompue.",
  "There is nothing at this address.": "Il n’y a rien à cette adresse.",
  "There is no such conversation. Reload the page.":
    "Cette conversation n’existe pas. Rechargez la page.",
  "The conversation's key has changed since this was sealed.":
    "La clé de la conversation a changé depuis le chiffrement.",
  "A direct conversation cannot be changed.": "Une conversation à deux ne peut pas être modifiée.",
  "The room has changed meanwhile.": "Le salon a changé entre-temps.",
  "The room's rules refuse this: {1}.": "Les règles du salon le refusent : {1}.",
  "A room's id is the hash of its first record.":
    "L’identifiant d’un salon est l’empreinte de son premier enregistrement.",
  "A room begins with its create record.": "Un salon commence par l’enregistrement de sa création.",
  "The epoch is refused: {1}.": "L’époque est refusée : {1}.",
  "Somebody else made a new key, or the members changed.":
    "Quelqu’un d’autre a créé une nouvelle clé, ou les membres ont changé.",
  "A member has new keys, or was not given this epoch's secret.":
    "Un membre a de nouvelles clés, ou n’a pas reçu le secret de cette époque.",
  "The members changed meanwhile.": "Les membres ont changé entre-temps.",
  "This name cannot be used.": "Ce nom ne peut pas être utilisé.",
  "The name's signature is refused: {1}.": "La signature du nom est refusée : {1}.",
  "This name is signed by somebody else.": "Ce nom est signé par quelqu’un d’autre.",
  "The clock of this device is wrong. Set it, and try again.":
    "L’horloge de cet appareil n’est pas à l’heure. Réglez-la et réessayez.",
  "A conversation changed while this was judged.":
    "Une conversation a changé pendant l’examen de ceci.",
  "This was stored before, or something else in its place.":
    "Ceci, ou autre chose à sa place, a déjà été enregistré.",
  "The server's disk is full, so nothing could be stored. Tell the administrator; try again later.":
    "Le disque du serveur est plein : rien n’a pu être enregistré. Prévenez votre administrateur ; réessayez plus tard.",
  "The server cannot reach its storage at the moment. Try again in a little while.":
    "Le serveur n’a pas accès à son stockage pour le moment. Réessayez un peu plus tard.",
};
