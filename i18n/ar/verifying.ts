/** Arabic texts of comparing safety numbers. */

import type { Dictionary } from "../i18n.ts";

/** Comparing keys with the person whose they are, in Arabic. */
export const VERIFYING: Dictionary = {
  "Safety number": "رقم الأمان",
  "Safety number of {name}": "رقم الأمان مع {name}",
  "Of you and {name} ({uid})": "بينك وبين {name} ({uid})",
  "{name} finds the same number in the menu of your conversation. Read it to each other when you meet, or in a call in which you know each other's voice.":
    "يجد {name} الرقم نفسه في قائمة محادثتكما. ليقرأه كل منكما للآخر عند لقائكما، أو في مكالمة تعرفان فيها صوتيكما.",
  "Copy the number": "نسخ الرقم",
  "This is of new keys, which you have not accepted. Confirming the number accepts them.":
    "هذا الرقم لمفاتيح جديدة لم تقبلها بعد. تأكيد الرقم يعني قبولها.",
  "You compared it on {date}.": "قارنته في {date}.",
  "Then somebody may stand between you. Write nothing here that others must not read, and tell your administrator.":
    "قد يكون هناك من يقف بينكما. لا تكتب هنا ما لا يجوز أن يقرأه غيركما، وأخبر المسؤول.",
  "They differ": "مختلفان",
  "They are the same": "متطابقان",
  "Take the mark away": "إزالة العلامة",
  "identity verified": "هوية مؤكَّدة",
  "Verified: you compared the safety number.": "هوية مؤكَّدة: قارنتَ رقم الأمان.",
  "You had compared the keys of before with them.": "كنت قد قارنت معه مفاتيحه السابقة.",
  "Compare first": "المقارنة أولًا",
  "You and {name} do not both have valid keys now, so there is nothing to compare.":
    "ليس لك ولـ{name} كليكما مفاتيح صالحة الآن، فلا شيء يُقارَن.",
  "{name} has set up other keys in the meantime. Compare the new number.":
    "أعدّ {name} مفاتيح أخرى في هذه الأثناء. قارن الرقم الجديد.",
};
