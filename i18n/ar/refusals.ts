/** Arabic texts of why a message or a room change was refused. */

import type { Dictionary } from "../i18n.ts";

/** Why a message or a change of a room was not opened, sent or taken, and what became of a room. */
export const REFUSALS: Dictionary = {
  "This message is damaged and was not opened.": "هذه الرسالة تالفة ولم تُفتح.",
  "This message was made by a newer version of TalkyWalky. Reload the page to read it.":
    "أُنشئت هذه الرسالة بإصدار أحدث من TalkyWalky. أعد تحميل الصفحة لقراءتها.",
  "This message belongs to another conversation and was not opened.":
    "تنتمي هذه الرسالة إلى محادثة أخرى ولم تُفتح.",
  "This message was signed with keys that you have not accepted for this person.":
    "وُقِّعت هذه الرسالة بمفاتيح لم تقبلها لهذا الشخص.",
  "The signature of this message is wrong, so it was not opened.":
    "توقيع هذه الرسالة غير صحيح، ولذلك لم تُفتح.",
  "This message is by somebody who is not in this conversation.":
    "هذه الرسالة من شخص ليس في هذه المحادثة.",
  "This message was sealed with an old key and was not opened.":
    "شُفِّرت هذه الرسالة بمفتاح قديم ولم تُفتح.",
  "This key was made for other members and is not used.": "أُنشئ هذا المفتاح لأعضاء آخرين ولا يُستخدم.",
  "This key is out of order and is not used.": "هذا المفتاح خارج الترتيب ولا يُستخدم.",
  "This message was delivered a second time in another place and was not opened.":
    "وصلت هذه الرسالة مرة ثانية في موضع آخر ولم تُفتح.",
  "This message does not fit the sender's earlier ones and was not opened.":
    "لا تتفق هذه الرسالة مع رسائل مرسلها السابقة ولم تُفتح.",
  "This message was not sealed for the keys in this browser.":
    "لم تُشفَّر هذه الرسالة لمفاتيح هذا المتصفح.",
  "This message was sealed in two ways and was not opened.":
    "شُفِّرت هذه الرسالة بطريقتين مختلفتين ولم تُفتح.",
  "This message holds something that this version does not know.":
    "تحوي هذه الرسالة شيئًا لا يعرفه هذا الإصدار.",
  "The server gave this message a wrong name, so it was not opened.":
    "أعطى الخادم هذه الرسالة معرّفًا خاطئًا، ولذلك لم تُفتح.",
  "The server put this message in a place that is taken, so it was not opened.":
    "وضع الخادم هذه الرسالة في موضع مشغول، ولذلك لم تُفتح.",
  "The server has no certificate of the sender, so this message was not opened.":
    "ليست لدى الخادم شهادة للمرسل، ولذلك لم تُفتح هذه الرسالة.",
  "The sender's certificate was withdrawn before this message was written.":
    "أُلغيت شهادة المرسل قبل كتابة هذه الرسالة.",
  "The sender's certificate had expired when this message was written.":
    "كانت صلاحية شهادة المرسل قد انتهت عند كتابة هذه الرسالة.",
  "The sender's certificate was not valid yet when this message was written.":
    "لم تكن شهادة المرسل سارية بعد عند كتابة هذه الرسالة.",
  "The list of withdrawn certificates is out of date, so this was not opened yet.":
    "قائمة الشهادات الملغاة قديمة، ولذلك لم تُفتح هذه الرسالة بعد.",
  "This message is signed with somebody else's certificate.": "هذه الرسالة موقَّعة بشهادة شخص آخر.",
  "The sender's certificate does not hold, so this message was not opened.":
    "شهادة المرسل غير صالحة، ولذلك لم تُفتح هذه الرسالة.",
  "This change of the room is damaged and does not count.":
    "هذا التغيير في الغرفة تالف ولا يُعتدّ به.",
  "This change of the room was made by a newer version of TalkyWalky.":
    "أُجري هذا التغيير في الغرفة بإصدار أحدث من TalkyWalky.",
  "This change belongs to another room and does not count.":
    "ينتمي هذا التغيير إلى غرفة أخرى ولا يُعتدّ به.",
  "The certificate behind this change of the room does not hold, so it has no effect.":
    "الشهادة التي يستند إليها هذا التغيير في الغرفة غير صالحة، فلا أثر له.",
  "This change of the room was signed with keys that you have not accepted.":
    "وُقِّع هذا التغيير في الغرفة بمفاتيح لم تقبلها.",
  "The signature of this change of the room is wrong, so it does not count.":
    "توقيع هذا التغيير في الغرفة غير صحيح، فلا يُعتدّ به.",
  "This change of the room is by somebody who is not in it.":
    "أجرى هذا التغيير في الغرفة شخص ليس فيها.",
  "The server gave this change of the room a wrong name, so it does not count.":
    "أعطى الخادم هذا التغيير في الغرفة معرّفًا خاطئًا، فلا يُعتدّ به.",
  "The server put this change of the room in a wrong place, so it does not count.":
    "وضع الخادم هذا التغيير في الغرفة في غير موضعه، فلا يُعتدّ به.",
  "This change is against the room's rules and does not count.":
    "يخالف هذا التغيير قواعد الغرفة ولا يُعتدّ به.",

  "{happened} {name} now looks after the room.": "{happened} يتولى {name} الآن إدارة الغرفة.",
  "somebody": "شخص ما",
  "Somebody unknown": "شخص غير معروف",
  '{actor} created the room "{room}".': "أنشأ {actor} الغرفة «{room}».",
  '{actor} renamed the room to "{room}".': "غيّر {actor} اسم الغرفة إلى «{room}».",
  "{actor} joined.": "انضم {actor}.",
  "{actor} left.": "غادر {actor}.",
  "{actor} added {subject}.": "{actor} أضاف {subject}.",
  "{actor} removed {subject}.": "{actor} أزال {subject}.",
  "{actor} made {subject} an admin.": "{actor} عيّن {subject} مشرفًا.",
  "{actor} made {subject} an ordinary member.": "{actor} أعاد {subject} عضوًا عاديًا.",
  "{actor} opened the room to everyone.": "فتح {actor} الغرفة للجميع.",
  "{actor} made the room by invitation only.": "جعل {actor} الغرفة بالدعوة فقط.",

  "Your edit was not taken. {problem}": "لم يُقبل تعديلك. {problem}",
  "Your message was not deleted. {problem}": "لم تُحذف رسالتك. {problem}",
  "Your reaction was not taken. {problem}": "لم يُقبل تفاعلك. {problem}",
  "What you pinned, or no longer pin, was not taken. {problem}":
    "لم يُقبل التثبيت أو إلغاؤه. {problem}",
  "The history was not cleared on your other devices. {problem}":
    "لم يُمسح السجل على أجهزتك الأخرى. {problem}",
  "Something went wrong in this page, so the message was not sent. Reload and try again.":
    "حدث خطأ في هذه الصفحة فلم تُرسل الرسالة. أعد التحميل ثم حاول من جديد.",
  "The keys of this conversation kept changing, so the message was not sent. Try again.":
    "ظلّت مفاتيح هذه المحادثة تتغير فلم تُرسل الرسالة. أعد المحاولة.",
  "Write something first.": "اكتب شيئًا أولًا.",
  "This message is too long. Send it in parts.": "هذه الرسالة طويلة جدًا. أرسلها على أجزاء.",
  "Nothing is sent while the server shows an older state.":
    "لا يُرسل شيء ما دام الخادم يعرض حالة أقدم.",
  "This message cannot be sealed again in this browser.":
    "لا يمكن تشفير هذه الرسالة من جديد في هذا المتصفح.",
  "The server shows an older or different course of this conversation than this browser has seen before. Nothing is sent here until that is cleared up: tell your administrator.":
    "يعرض الخادم مسارًا لهذه المحادثة أقدم مما رآه هذا المتصفح من قبل أو مختلفًا عنه. لا يُرسل شيء هنا حتى يتضح الأمر: أبلغ المسؤول.",
  "The server shows an older or different list of this room's members than this browser has seen before. Nothing is sent here until that is cleared up: tell your administrator.":
    "يعرض الخادم قائمة لأعضاء هذه الغرفة أقدم مما رآه هذا المتصفح من قبل أو مختلفة عنه. لا يُرسل شيء هنا حتى يتضح الأمر: أبلغ المسؤول.",
  "(This message cannot be read in this browser any more.)":
    "(لم يعد ممكنًا قراءة هذه الرسالة في هذا المتصفح.)",
  "The server cannot be reached right now. The page keeps trying by itself.":
    "لا يمكن الوصول إلى الخادم الآن. تواصل الصفحة المحاولة من تلقاء نفسها.",
  "The server cannot be reached. Check your connection and try again.":
    "لا يمكن الوصول إلى الخادم. تحقق من اتصالك ثم أعد المحاولة.",
  "The server left something out of this conversation. Reload the page, and tell your administrator if it happens again.":
    "أسقط الخادم شيئًا من هذه المحادثة. أعد تحميل الصفحة، وأبلغ المسؤول إن تكرر الأمر.",
  "The server's list of this room's changes cannot be read. Tell your administrator.":
    "لا يمكن قراءة قائمة الخادم بتغييرات هذه الغرفة. أبلغ المسؤول.",
  "Much has happened meanwhile.": "حدث الكثير في هذه الأثناء.",
  "What was said before you came in was not sealed for you and cannot be read.":
    "ما قيل قبل انضمامك لم يُشفَّر لك ولا يمكن قراءته.",
  "Your own certificate does not hold any more in this browser. Check the clock of this device, then log out and sign in again.":
    "لم تعد شهادتك صالحة في هذا المتصفح. تحقق من ساعة هذا الجهاز، ثم سجّل الخروج وادخل من جديد.",
  "{name} has no valid keys yet, so nothing can be sealed for them.":
    "ليست لدى {name} مفاتيح صالحة بعد، فلا يمكن تشفير شيء له.",
  "{name} has no keys yet. You can write once they have signed in.":
    "ليست لدى {name} مفاتيح بعد. يمكنك الكتابة بعد أول تسجيل دخول له.",
  "{name} has set up new keys, in another browser for instance.":
    "أنشأ {name} مفاتيح جديدة، في متصفح آخر مثلًا.",
  "You accepted the new keys of {name}.": "قبلتَ المفاتيح الجديدة الخاصة بـ {name}.",
  "{names} use other keys than before. Accept them first, then send again.": {
    zero: "يستخدم {names} مفاتيح غير السابقة. اقبلها أولًا ثم أعد الإرسال.",
    one: "يستخدم {names} مفاتيح غير السابقة. اقبلها أولًا ثم أعد الإرسال.",
    two: "يستخدم {names} مفاتيح غير السابقة. اقبلها أولًا ثم أعد الإرسال.",
    few: "يستخدم {names} مفاتيح غير السابقة. اقبلها أولًا ثم أعد الإرسال.",
    many: "يستخدم {names} مفاتيح غير السابقة. اقبلها أولًا ثم أعد الإرسال.",
    other: "يستخدم {names} مفاتيح غير السابقة. اقبلها أولًا ثم أعد الإرسال.",
  },
  "{names} use other keys than before. Nothing is sent until you have accepted them.": {
    zero: "يستخدم {names} مفاتيح غير السابقة. لا يُرسل شيء حتى تقبلها.",
    one: "يستخدم {names} مفاتيح غير السابقة. لا يُرسل شيء حتى تقبلها.",
    two: "يستخدم {names} مفاتيح غير السابقة. لا يُرسل شيء حتى تقبلها.",
    few: "يستخدم {names} مفاتيح غير السابقة. لا يُرسل شيء حتى تقبلها.",
    many: "يستخدم {names} مفاتيح غير السابقة. لا يُرسل شيء حتى تقبلها.",
    other: "يستخدم {names} مفاتيح غير السابقة. لا يُرسل شيء حتى تقبلها.",
  },
  "{count} messages of {name} did not arrive here.": {
    zero: "لم تضِع أي رسالة من {name}.",
    one: "رسالة من {name} لم تصل إلى هنا.",
    two: "رسالتان من {name} لم تصلا إلى هنا.",
    few: "{count} رسائل من {name} لم تصل إلى هنا.",
    many: "{count} رسالة من {name} لم تصل إلى هنا.",
    other: "{count} رسالة من {name} لم تصل إلى هنا.",
  },
  "The key of this message could not be loaded. It is tried again by itself.":
    "تعذّر تحميل مفتاح هذه الرسالة. تُعاد المحاولة تلقائيًا.",
};
