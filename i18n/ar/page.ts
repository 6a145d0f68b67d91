/** Arabic texts of the running chat's errors, files, saved logs and notifications. */

import type { Dictionary } from "../i18n.ts";

/** What the running chat says of itself: errors, files, saved logs, notifications. */
export const PAGE: Dictionary = {
  "You cannot write to yourself.": "لا يمكنك مراسلة نفسك.",
  "You are not in this room.": "لست في هذه الغرفة.",
  "Another conversation was opened. Save this one again.":
    "فُتحت محادثة أخرى. احفظ هذه المحادثة من جديد.",
  "There is nothing to search in this browser.": "لا يوجد في هذا المتصفح ما يُبحث فيه.",
  "There is no valid identity of this person to accept.": "لا توجد هوية صالحة لهذا الشخص لقبولها.",
  "You have signed out.": "سجّلت الخروج.",
  "You have signed out, and this browser has forgotten you.":
    "سجّلت الخروج، ولم يعد هذا المتصفح يعرفك.",
  "This cannot be undone any more.": "لم يعد التراجع عن هذا ممكنًا.",
  "Nothing more is known of this message.": "لا يُعرف عن هذه الرسالة أكثر من ذلك.",
  "This file is on its way already.": "هذا الملف قيد النقل بالفعل.",
  "Something went wrong in this page.": "حدث خطأ في هذه الصفحة.",
  "Stopped.": "توقّف.",
  "Stopped. Choose the file again to send it.": "توقّف. اختر الملف من جديد لإرساله.",
  "The server has removed this file, as its message could not be sent for a day. Send it again.":
    "حذف الخادم هذا الملف لأن رسالته لم يمكن إرسالها طوال يوم. أرسله من جديد.",
  "Files cannot be sent or fetched in this browser.":
    "لا يمكن إرسال الملفات أو جلبها في هذا المتصفح.",
  "This file is not there any more.": "لم يعد هذا الملف موجودًا.",
  "This cannot be put under a message.": "لا يمكن وضع هذا تحت رسالة.",
  "This message is not there any more.": "لم تعد هذه الرسالة موجودة.",
  "Only who wrote a message can change it.": "لا يعدّل الرسالة إلا كاتبها.",
  "You are no longer in this conversation.": "لم تعد في هذه المحادثة.",
  "This conversation could not be loaded. Reload the page.":
    "تعذّر تحميل هذه المحادثة. أعد تحميل الصفحة.",
  "Use at most {count} characters for your name.": "لا يزيد اسمك على {count} محرفًا.",
  "Use at most {count} characters for the room's name.": "لا يزيد اسم الغرفة على {count} محرفًا.",
  "This message cannot be shown any more.": "لم يعد ممكنًا عرض هذه الرسالة.",
  "This is not a date.": "هذا ليس تاريخًا.",
  "The server answered with another conversation. Try again.":
    "أجاب الخادم بمحادثة أخرى. أعد المحاولة.",
  "Somebody else signed in here in this browser. Reload the page.":
    "سجّل شخص آخر الدخول هنا في هذا المتصفح. أعد تحميل الصفحة.",
  "Open a conversation first.": "افتح محادثة أولًا.",
  "This browser has no keys of yours any more. Sign in again.":
    "لم تعد لك مفاتيح في هذا المتصفح. سجّل الدخول من جديد.",
  "Choose a file first.": "اختر ملفًا أولًا.",
  "This browser has no room left. What is said is shown, but not kept here for the search and for a start without the network. Free some space on this device.":
    "لم تعد في هذا المتصفح مساحة. ما يقال يظهر، لكنه لا يُحفظ هنا للبحث ولا للفتح من دون شبكة. أفرغ بعض المساحة على هذا الجهاز.",
  "This browser keeps nothing for this page any more. What is said is shown, but is not here for the search and for a start without the network. Reload the page.":
    "لم يعد هذا المتصفح يحفظ شيئًا لهذه الصفحة. ما يقال يظهر، لكنه غير متاح هنا للبحث ولا للفتح من دون شبكة. أعد تحميل الصفحة.",
  "Another tab went on in place of this one. Try again.":
    "واصلت علامة تبويب أخرى العمل بدلًا من هذه. أعد المحاولة.",
  "Nothing is kept in this browser any more.": "لم يعد شيء محفوظًا في هذا المتصفح.",
  "The search stopped working in this page. Reload it and try again.":
    "توقف البحث عن العمل في هذه الصفحة. أعد تحميلها ثم حاول من جديد.",
  "The server did not hand out the authority's certificate. Try again in a minute.":
    "لم يقدّم الخادم شهادة السلطة. أعد المحاولة بعد دقيقة.",
  "The server handed out something else than the authority's certificate.":
    "قدّم الخادم شيئًا غير شهادة السلطة.",

  "Cancelled.": "أُلغي.",
  "The file was changed since its upload began. Send it again.":
    "تغيّر الملف منذ بدء رفعه. أرسله من جديد.",
  "This device has no room to keep this file.": "لا مكان على هذا الجهاز لحفظ هذا الملف.",
  "This file was not kept whole when the page was closed. Choose it again.":
    "لم يكن هذا الملف محفوظًا كاملًا حين أُغلقت الصفحة. اختره من جديد.",
  "This file is too large. Files may have up to {megabytes} MB.":
    "هذا الملف كبير جدًا. الحد الأقصى للملف {megabytes} م.ب.",
  "This file cannot be read. Choose it again.": "لا يمكن قراءة هذا الملف. اختره من جديد.",
  "The place and camera data in this photo could not be removed. Send it as a file.":
    "تعذّرت إزالة بيانات الموقع والكاميرا من هذه الصورة. أرسلها بوصفها ملفًا.",
  "This file could not be worked on. Reload the page.": "تعذّرت معالجة هذا الملف. أعد تحميل الصفحة.",
  "This file is not the one that was sent, so it is not opened. Tell the administrator.":
    "هذا الملف ليس الملف الذي أُرسل، ولذلك لا يُفتح. أبلغ المسؤول.",
  "File: {name}": "ملف: {name}",
  "File: {name} ({size})": "ملف: {name} ({size})",

  "Saved {time} ({zone}) by {name}": "حفظه {name} في {time} ({zone})",
  "Closed message, and nobody can tell whose": "رسالة مغلقة لا يُعرف صاحبها",
  "Closed message of your own": "رسالة مغلقة كتبتها أنت",
  "Closed message from {name}": "رسالة مغلقة من {name}",
  "verified": "موثَّقة",
  "not verified": "غير موثَّقة",
  "An answer to a message that is not here": "ردّ على رسالة ليست هنا",
  "Conversation of two people": "محادثة بين شخصين",
  "Verified: the signature held, and its certificate led to the authority of the organisation when the log was saved.":
    "موثَّقة: كان التوقيع صحيحًا، وقادت شهادته إلى سلطة الشهادات في المؤسسة وقت حفظ السجل.",
  "Not verified: nothing proves who wrote it.": "غير موثَّقة: لا شيء يثبت من كتبها.",
  "The marks say what this browser found. This file itself is not signed: whoever has it can change it.":
    "تبيّن العلامات ما وجده هذا المتصفح. أما هذا الملف نفسه فغير موقَّع: يستطيع تغييره كل من يحوزه.",
  "Older messages are not in this file.": "الرسائل الأقدم ليست في هذا الملف.",
  "Its sender deleted this message.": "حذف المرسل هذه الرسالة.",
  "Edited {time}": "عُدّلت في {time}",
  "This message has not been sent yet.": "لم تُرسل هذه الرسالة بعد.",
  "Room of {count} members": {
    zero: "غرفة بلا أعضاء",
    one: "غرفة من عضو واحد",
    two: "غرفة من عضوين",
    few: "غرفة من {count} أعضاء",
    many: "غرفة من {count} عضوًا",
    other: "غرفة من {count} عضو",
  },

  "{name}: {text}": "{name}: {text}",
  "{count} new messages": {
    zero: "لا رسائل جديدة",
    one: "رسالة جديدة",
    two: "رسالتان جديدتان",
    few: "{count} رسائل جديدة",
    many: "{count} رسالة جديدة",
    other: "{count} رسالة جديدة",
  },
  "{count} earlier messages": {
    zero: "لا رسائل سابقة",
    one: "رسالة سابقة",
    two: "رسالتان سابقتان",
    few: "{count} رسائل سابقة",
    many: "{count} رسالة سابقة",
    other: "{count} رسالة سابقة",
  },
  "{count} earlier items were sealed for keys that this browser does not have, and cannot be read here.":
    {
      zero: "لا عناصر سابقة شُفِّرت لمفاتيح ليست في هذا المتصفح.",
      one: "عنصر سابق شُفِّر لمفاتيح ليست في هذا المتصفح، ولا يمكن قراءته هنا.",
      two: "عنصران سابقان شُفِّرا لمفاتيح ليست في هذا المتصفح، ولا يمكن قراءتهما هنا.",
      few: "{count} عناصر سابقة شُفِّرت لمفاتيح ليست في هذا المتصفح، ولا يمكن قراءتها هنا.",
      many: "{count} عنصرًا سابقًا شُفِّرت لمفاتيح ليست في هذا المتصفح، ولا يمكن قراءتها هنا.",
      other: "{count} عنصر سابق شُفِّرت لمفاتيح ليست في هذا المتصفح، ولا يمكن قراءتها هنا.",
    },
  "What this means": "ما معنى هذا",
  "A browser that was set up anew has new keys. What was sealed before can be read where the old keys are.":
    "للمتصفح الذي أُعِدَّ من جديد مفاتيح جديدة. وما شُفِّر قبل ذلك يُقرأ حيث توجد المفاتيح القديمة.",
  "Messages, reactions and receipts look alike while they are closed. Each of these was signed by a member of this conversation:":
    "تتشابه الرسائل والتفاعلات وإشعارات الاستلام ما دامت مغلقة. وقد وقّع كلًّا منها عضو في هذه المحادثة:",
  "If you need something of it, ask for it to be sent again.":
    "إن احتجت إلى شيء منها فاطلب إعادة إرساله.",
  "{count} different emoji stand under this message, and no more can. Choose one of them.":
    "تحت هذه الرسالة {count} رمزًا تعبيريًا مختلفًا، وهذا هو الحد الأقصى. اختر واحدًا منها.",
  "You put {count} emoji under this message, and no more can be. Take one away first.":
    "وضعتَ {count} رموز تعبيرية تحت هذه الرسالة، وهذا هو الحد الأقصى. أزل واحدًا منها أولًا.",
  "Written {time} by the sender's clock": "كُتبت {time} بحسب ساعة المرسل",
  "By the sender's clock:": "بحسب ساعة المرسل:",
  "The sender's clock was ahead of the server's: one of the two was wrong. The message is shown by the server's.":
    "كانت ساعة المرسل متقدمة على ساعة الخادم: إحداهما خاطئة. تُعرض الرسالة بحسب ساعة الخادم.",
  "The server took this message well after the time that its sender gives. It may have waited for a connection, or one of the two clocks was wrong. It is shown by the server's.":
    "تسلّم الخادم هذه الرسالة بعد الوقت الذي يذكره مرسلها بكثير. ربما انتظرت الاتصال، أو كانت إحدى الساعتين خاطئة. تُعرض بحسب ساعة الخادم.",
};
