/** French texts of why something was not opened or not sent. */

import type { Dictionary } from "../i18n.ts";

/** Why something was not opened or not sent, in French. */
export const FR_REFUSALS: Dictionary = {
  "The server's list of this room's changes cannot be read. Tell your administrator.":
    "La liste des modifications de ce salon envoyée par le serveur est illisible. Prévenez votre administrateur.",
  "Your own certificate does not hold any more in this browser. Check the clock of this device, then log out and sign in again.":
    "Votre propre certificat n’est plus valable dans ce navigateur. Vérifiez l’horloge de cet appareil, puis déconnectez-vous et reconnectez-vous.",
  "{name} has no valid keys yet, so nothing can be sealed for them.":
    "{name} n’a pas encore de clés valables : rien ne peut être chiffré à son intention.",
  "{names} use other keys than before. Accept them first, then send again.": {
    one:
      "{names} utilise d’autres clés qu’auparavant. Acceptez-les d’abord, puis renvoyez votre message.",
    many:
      "{names} utilisent d’autres clés qu’auparavant. Acceptez-les d’abord, puis renvoyez votre message.",
    other:
      "{names} utilisent d’autres clés qu’auparavant. Acceptez-les d’abord, puis renvoyez votre message.",
  },
  "The server left something out of this conversation. Reload the page, and tell your administrator if it happens again.":
    "Le serveur a omis une partie de cette conversation. Rechargez la page et, si cela se reproduit, prévenez votre administrateur.",
  "This message is damaged and was not opened.": "Ce message est endommagé et n’a pas été ouvert.",
  "This message was made by a newer version of TalkyWalky. Reload the page to read it.":
    "Ce message vient d’une version plus récente de TalkyWalky. Rechargez la page pour le lire.",
  "This message belongs to another conversation and was not opened.":
    "Ce message appartient à une autre conversation et n’a pas été ouvert.",
  "This message was signed with keys that you have not accepted for this person.":
    "Ce message est signé avec des clés que vous n’avez pas acceptées pour cette personne.",
  "The signature of this message is wrong, so it was not opened.":
    "La signature de ce message est fausse : il n’a pas été ouvert.",
  "This message is by somebody who is not in this conversation.":
    "Ce message vient de quelqu’un qui n’est pas dans cette conversation.",
  "This message was sealed with an old key and was not opened.":
    "Ce message a été chiffré avec une ancienne clé et n’a pas été ouvert.",
  "This key was made for other members and is not used.":
    "Cette clé a été créée pour d’autres membres et n’est pas utilisée.",
  "This key is out of order and is not used.":
    "Cette clé n’est pas à sa place dans la suite et n’est pas utilisée.",
  "This message was delivered a second time in another place and was not opened.":
    "Ce message a été remis une seconde fois à un autre endroit et n’a pas été ouvert.",
  "This message does not fit the sender's earlier ones and was not opened.":
    "Ce message ne s’accorde pas avec les précédents de son expéditeur et n’a pas été ouvert.",
  "This message was not sealed for the keys in this browser.":
    "Ce message n’a pas été chiffré pour les clés de ce navigateur.",
  "This message was sealed in two ways and was not opened.":
    "Ce message a été chiffré de deux façons et n’a pas été ouvert.",
  "This message holds something that this version does not know.":
    "Ce message contient quelque chose que cette version ne connaît pas.",
  "The server gave this message a wrong name, so it was not opened.":
    "Le serveur a donné un faux identifiant à ce message : il n’a pas été ouvert.",
  "The server put this message in a place that is taken, so it was not opened.":
    "Le serveur a mis ce message à une place déjà prise : il n’a pas été ouvert.",
  "The server has no certificate of the sender, so this message was not opened.":
    "Le serveur n’a aucun certificat de l’expéditeur : ce message n’a pas été ouvert.",
  "The sender's certificate was withdrawn before this message was written.":
    "Le certificat de l’expéditeur avait été révoqué avant l’écriture de ce message.",
  "The sender's certificate had expired when this message was written.":
    "Le certificat de l’expéditeur avait expiré quand ce message a été écrit.",
  "The sender's certificate was not valid yet when this message was written.":
    "Le certificat de l’expéditeur n’était pas encore valable quand ce message a été écrit.",
  "The list of withdrawn certificates is out of date, so this was not opened yet.":
    "La liste des certificats révoqués est périmée : ce message n’a pas encore été ouvert.",
  "This message is signed with somebody else's certificate.":
    "Ce message est signé avec le certificat de quelqu’un d’autre.",
  "The sender's certificate does not hold, so this message was not opened.":
    "Le certificat de l’expéditeur n’est pas valable : ce message n’a pas été ouvert.",
  "This change of the room is damaged and does not count.":
    "Cette modification du salon est endommagée et ne compte pas.",
  "This change of the room was made by a newer version of TalkyWalky.":
    "Cette modification du salon vient d’une version plus récente de TalkyWalky.",
  "This change belongs to another room and does not count.":
    "Cette modification appartient à un autre salon et ne compte pas.",
  "The certificate behind this change of the room does not hold, so it has no effect.":
    "Le certificat derrière cette modification du salon n’est pas valable : elle est sans effet.",
  "This change of the room was signed with keys that you have not accepted.":
    "Cette modification du salon est signée avec des clés que vous n’avez pas acceptées.",
  "The signature of this change of the room is wrong, so it does not count.":
    "La signature de cette modification du salon est fausse : elle ne compte pas.",
  "This change of the room is by somebody who is not in it.":
    "Cette modification du salon vient de quelqu’un qui n’en est pas membre.",
  "The server gave this change of the room a wrong name, so it does not count.":
    "Le serveur a donné un faux identifiant à cette modification du salon : elle ne compte pas.",
  "The server put this change of the room in a wrong place, so it does not count.":
    "Le serveur a mis cette modification du salon à une mauvaise place : elle ne compte pas.",
  "This change is against the room's rules and does not count.":
    "Cette modification est contraire aux règles du salon et ne compte pas.",
  "Nothing is sent while the server shows an older state.":
    "Rien n’est envoyé tant que le serveur montre un état plus ancien.",
  "This message cannot be sealed again in this browser.":
    "Ce message ne peut pas être chiffré à nouveau dans ce navigateur.",
  "The server shows an older or different course of this conversation than this browser has seen before. Nothing is sent here until that is cleared up: tell your administrator.":
    "Le serveur montre un déroulement de cette conversation plus ancien, ou différent, que celui que ce navigateur a déjà vu. Rien n’est envoyé ici tant que ce n’est pas éclairci : prévenez votre administrateur.",
  "The server shows an older or different list of this room's members than this browser has seen before. Nothing is sent here until that is cleared up: tell your administrator.":
    "Le serveur montre une liste des membres de ce salon plus ancienne, ou différente, que celle que ce navigateur a déjà vue. Rien n’est envoyé ici tant que ce n’est pas éclairci : prévenez votre administrateur.",
  "The server cannot be reached. Check your connection and try again.":
    "Le serveur est injoignable. Vérifiez votre connexion et réessayez.",
  "Cancelled.": "Annulé.",
  "The file was changed since its upload began. Send it again.":
    "Le fichier a été modifié depuis le début de l’envoi. Envoyez-le à nouveau.",
  "This device has no room to keep this file.":
    "Cet appareil n’a pas la place de conserver ce fichier.",
  "This file was not kept whole when the page was closed. Choose it again.":
    "Ce fichier n’était pas entièrement conservé quand la page a été fermée. Choisissez-le à nouveau.",
  "This file is too large. Files may have up to {megabytes} MB.":
    "Ce fichier est trop volumineux. La limite est de {megabytes} Mo.",
  "This file cannot be read. Choose it again.":
    "Ce fichier est illisible. Choisissez-le à nouveau.",
  "The place and camera data in this photo could not be removed. Send it as a file.":
    "Le lieu et les données d’appareil de cette photo n’ont pas pu être supprimés. Envoyez-la comme fichier.",
  "This file could not be worked on. Reload the page.":
    "Ce fichier n’a pas pu être traité. Rechargez la page.",
  "This file is not the one that was sent, so it is not opened. Tell the administrator.":
    "Ce fichier n’est pas celui qui a été envoyé : il n’est pas ouvert. Prévenez l’administrateur.",
  "Not sent: this device is not connected. Keep this page open and try again once it is.":
    "Non envoyé : cet appareil n’est pas connecté. Laissez cette page ouverte et réessayez une fois la connexion revenue.",
  "Another tab has an older version of this site open, and nothing can be stored until it is closed. Close the other tabs of this site and reload this page.":
    "Un autre onglet garde ouverte une version plus ancienne de ce site, et rien ne peut être enregistré tant qu’il n’est pas fermé. Fermez les autres onglets de ce site et rechargez cette page.",
  "This browser could not store or read what this page keeps in it ({name}). Restart the browser; if it happens again, see whether the disk has room.":
    "Ce navigateur n’a pas pu enregistrer ou lire ce que cette page y garde ({name}). Redémarrez-le ; si cela se reproduit, vérifiez que le disque a de la place.",
  "This browser's storage does not answer. Close other tabs of this site and try again.":
    "Le stockage de ce navigateur ne répond pas. Fermez les autres onglets de ce site et réessayez.",
  "The key of this message could not be loaded. It is tried again by itself.":
    "La clé de ce message n’a pas pu être chargée. La page réessaie d’elle-même.",
};
