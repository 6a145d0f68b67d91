/** Arabic texts of errors that the server and workers throw in English. */

import type { Dictionary } from "../i18n.ts";

/** Messages of errors that are thrown in English and shown in the language of the screens. */
export const ERRORS: Dictionary = {
  "The message service is down. Try again in a moment.":
    "خدمة الرسائل متوقفة. أعد المحاولة بعد لحظات.",
  "The message service has no disk space left.": "نفدت مساحة القرص لدى خدمة الرسائل.",
  "The server is too busy. Try again in a moment.": "الخادم مشغول جدًا. أعد المحاولة بعد لحظات.",
  "The server cannot pass messages on at the moment. It will be tried again.":
    "لا يستطيع الخادم تمرير الرسائل الآن. ستُعاد المحاولة.",
  "The server is starting.": "الخادم قيد التشغيل.",
  "Another node of the name {1} is running.": "تعمل عقدة أخرى باسم {1}.",
  "The server is stopping. Try again in a moment.": "الخادم قيد الإيقاف. أعد المحاولة بعد لحظات.",
  "A part of the server did not answer. Try again in a moment.":
    "لم يُجب جزء من الخادم. أعد المحاولة بعد لحظات.",
  "The server has been renewed. Reload the page to go on.":
    "جرى تحديث الخادم. أعد تحميل الصفحة للمتابعة.",
  "The server is shutting down. Try again soon.": "الخادم قيد الإيقاف. أعد المحاولة قريبًا.",
  "The directory entry cannot be certified: {1}.": "لا يمكن التصديق على مدخل الدليل: {1}.",
  "The certification request cannot be read. Reload the page and try again.":
    "لا يمكن قراءة طلب الشهادة. أعد تحميل الصفحة ثم حاول من جديد.",
  "The certification authority has been closed.": "أُغلقت سلطة الشهادات.",
  "The certification authority is down.": "سلطة الشهادات متوقفة.",
  "The clock of the server is wrong, or its certification authority has expired, so nobody can sign in or get keys. Tell the administrator; try again later.":
    "ساعة الخادم غير صحيحة، أو انتهت صلاحية سلطة شهاداته، فلا يستطيع أحد تسجيل الدخول أو الحصول على مفاتيح. أبلغ المسؤول وأعد المحاولة لاحقًا.",

  "The log of this room does not hold, so it cannot be joined. Tell your administrator.":
    "سجل هذه الغرفة غير سليم، فلا يمكن الانضمام إليها. أبلغ المسؤول.",
  "Only an admin of this room may do that.": "لا يُسمح بذلك إلا لمشرف في هذه الغرفة.",
  "This person is in the room already.": "هذا الشخص في الغرفة بالفعل.",
  "This person is not in the room any more.": "لم يعد هذا الشخص في الغرفة.",
  "You cannot remove yourself: leave the room.": "لا يمكنك إزالة نفسك: غادر الغرفة.",
  "This room is by invitation only. Ask one of its admins.":
    "هذه الغرفة بالدعوة فقط. اطلب من أحد مشرفيها.",
  "It is so already.": "الأمر كذلك بالفعل.",
  "A room needs an admin. Make somebody else one first.":
    "تحتاج الغرفة إلى مشرف. عيّن شخصًا آخر مشرفًا أولًا.",
  "This room is full.": "هذه الغرفة ممتلئة.",
  "This server shows another certification authority than the one this browser has met here before, so nothing was sent. Ask your administrator. If the authority was replaced on purpose, clear this site's data in the browser's settings and sign in again.":
    "يعرض هذا الخادم سلطة شهادات غير التي عرفها هذا المتصفح هنا من قبل، فلم يُرسل شيء. اسأل المسؤول. وإن كانت السلطة قد استُبدلت عمدًا فامسح بيانات هذا الموقع من إعدادات المتصفح وسجّل الدخول من جديد.",
  "The server sent a file that is larger than it may be.":
    "أرسل الخادم ملفًا أكبر من الحجم المسموح.",
  "This is too long to send. Make it shorter.": "هذا أطول من أن يُرسل. اختصره.",
  "The server answered with a certificate that does not hold for you, so it was not used. Check the clock of this device, and tell your administrator if it is right.":
    "أجاب الخادم بشهادة لا تصلح لك، فلم تُستخدم. تحقق من ساعة هذا الجهاز، وأبلغ المسؤول إن كانت مضبوطة.",
  "This sign-in has ended. Enter your password again.":
    "انتهت محاولة تسجيل الدخول هذه. أدخل كلمة المرور من جديد.",
  "The server answered for somebody else or for other keys, so nothing was kept of it. Try again, and tell your administrator if it happens again.":
    "أجاب الخادم عن شخص آخر أو عن مفاتيح أخرى، فلم يُحفظ شيء من جوابه. أعد المحاولة، وأبلغ المسؤول إن تكرر الأمر.",
  "This browser has no room left for your keys and messages on their way. Free some space on this device and try again.":
    "لم تبق في هذا المتصفح مساحة لمفاتيحك وللرسائل قيد الإرسال. أخلِ بعض المساحة على هذا الجهاز ثم أعد المحاولة.",
  "What this page stored in this browser was removed while the page was open: somebody cleared the site's data, or the browser ran out of room. Reload the page.":
    "حُذف ما خزّنته هذه الصفحة في هذا المتصفح وهي مفتوحة: إما أن أحدهم مسح بيانات الموقع، أو أن المساحة لدى المتصفح نفدت. أعد تحميل الصفحة.",
  "A newer version of this page is open in another tab. Reload this one.":
    "توجد نسخة أحدث من هذه الصفحة مفتوحة في علامة تبويب أخرى. أعد تحميل هذه.",
  "This browser does not let this page keep your keys. Private windows and settings that block site data do that: use an ordinary window and try again.":
    "لا يسمح هذا المتصفح لهذه الصفحة بحفظ مفاتيحك. يحدث ذلك في النوافذ الخاصة وعند حظر بيانات المواقع: استخدم نافذة عادية ثم أعد المحاولة.",

  "This person is no longer in the directory.": "لم يعد هذا الشخص في الدليل.",
  "This person is not in the directory.": "هذا الشخص ليس في الدليل.",
  "There is no such person in the directory.": "لا يوجد هذا الشخص في الدليل.",
  "The server's disk is full, so nothing was stored. Tell your administrator.":
    "قرص الخادم ممتلئ، فلم يُخزَّن شيء. أبلغ المسؤول.",
  "The server's disk is full, so nothing could be stored. Tell the administrator; try again later.":
    "قرص الخادم ممتلئ، فتعذّر تخزين أي شيء. أبلغ المسؤول وأعد المحاولة لاحقًا.",
  "The server's disk is full, so the file could not be stored. Tell the administrator.":
    "قرص الخادم ممتلئ، فتعذّر تخزين الملف. أبلغ المسؤول.",
  "The server cannot reach its storage at the moment. Try again in a little while.":
    "لا يستطيع الخادم الوصول إلى مخزنه الآن. أعد المحاولة بعد قليل.",
  "The server cannot reach its files at the moment. Try again in a little while.":
    "لا يستطيع الخادم الوصول إلى ملفاته الآن. أعد المحاولة بعد قليل.",
  "The directory cannot be used right now. Try again soon.":
    "لا يمكن استخدام الدليل الآن. أعد المحاولة قريبًا.",
  "The directory has two entries of that username. Tell your administrator.":
    "في الدليل مدخلان باسم المستخدم هذا. أبلغ المسؤول.",
  "The directory cannot be reached right now. Try again soon.":
    "لا يمكن الوصول إلى الدليل الآن. أعد المحاولة قريبًا.",
  "The directory does not allow this. Tell your administrator.":
    "لا يسمح الدليل بذلك. أبلغ المسؤول.",
  "The directory cannot store anything right now. Tell your administrator.":
    "لا يستطيع الدليل تخزين شيء الآن. أبلغ المسؤول.",
  "The directory refused this username. Choose another.": "رفض الدليل اسم المستخدم هذا. اختر غيره.",
  "The directory refused this email address. Choose another.":
    "رفض الدليل عنوان البريد الإلكتروني هذا. اختر غيره.",
  "The directory refused this full name. Choose another.": "رفض الدليل هذا الاسم الكامل. اختر غيره.",
  "The directory refused this certificate.": "رفض الدليل هذه الشهادة.",
  "The directory refused one of these values. Choose others.":
    "رفض الدليل إحدى هذه القيم. اختر غيرها.",
  "Too many people are signing in right now. Try again soon.":
    "كثيرون يسجّلون الدخول الآن. أعد المحاولة قريبًا.",

  "Enter a password.": "أدخل كلمة مرور.",
  "Enter your password.": "أدخل كلمة المرور.",
  "Use at least {1} characters.": "استخدم {1} محرفًا على الأقل.",
  "Use at most {1} characters.": "استخدم {1} محرفًا على الأكثر.",
  "This password holds a character that cannot be typed.": "في كلمة المرور محرف لا يمكن كتابته.",
  "Choose a password that is not your own name or email address.":
    "اختر كلمة مرور ليست اسمك ولا بريدك الإلكتروني.",
  "Many people use this password, so it is tried first. Choose another.":
    "يستخدم كثيرون كلمة المرور هذه، فهي أول ما يُجرَّب. اختر غيرها.",
  "Enter your full name.": "أدخل اسمك الكامل.",
  "Use at most {1} characters for your full name.": "لا يزيد اسمك الكامل على {1} محرفًا.",
  "The name holds a mark that turns the direction of writing. Type it again without it.":
    "في الاسم علامة تعكس اتجاه الكتابة. اكتبه من جديد بدونها.",
  "The name holds a joining character in a place where no script has one. Type it again without it.":
    "في الاسم محرف وصل في موضع لا تستعمله فيه أي كتابة. اكتبه من جديد بدونه.",
  "The name holds a character that nobody can see. Type it again without it.":
    "في الاسم محرف لا يراه أحد. اكتبه من جديد بدونه.",
  "The name holds a character that cannot be shown. Type it again.":
    "في الاسم محرف لا يمكن عرضه. اكتبه من جديد.",
  "The name has marks without a letter, or more of them on one letter than any script needs.":
    "في الاسم حركات بلا حرف، أو حركات على حرف واحد أكثر مما تحتاج إليه أي كتابة.",
  "Remove the spaces before and after the name.": "احذف المسافات قبل الاسم وبعده.",
  "Enter your email address.": "أدخل بريدك الإلكتروني.",
  "An email address has at most {1} characters.": "لا يزيد عنوان البريد الإلكتروني على {1} محرفًا.",
  "An email address holds no spaces or control characters.":
    "لا يحوي عنوان البريد الإلكتروني مسافات ولا محارف تحكم.",
  "Use an email address without accents or letters of other scripts.":
    "استخدم عنوان بريد إلكتروني بحروف لاتينية دون علامات.",
  "Enter an email address like name@example.org, with one @ in it.":
    "أدخل عنوان بريد إلكتروني مثل \u2066name@example.org\u2069، فيه علامة @ واحدة.",
  "Enter a username.": "أدخل اسم مستخدم.",
  "Enter your username.": "أدخل اسم المستخدم.",
  "Use 2 to 32 characters for your username.":
    "استخدم من محرفين إلى اثنين وثلاثين محرفًا لاسم المستخدم.",
  "Use lower-case letters in your username.": "استخدم حروفًا لاتينية صغيرة في اسم المستخدم.",
  "A username cannot hold a space: use lower-case letters, digits, dot, dash and underscore.":
    "لا يمكن أن يحوي اسم المستخدم مسافة: استخدم حروفًا لاتينية صغيرة وأرقامًا ونقطة وشرطة وشرطة سفلية.",
  "A username cannot hold that character: use lower-case letters, digits, dot, dash and underscore.":
    "لا يمكن أن يحوي اسم المستخدم هذا المحرف: استخدم حروفًا لاتينية صغيرة وأرقامًا ونقطة وشرطة وشرطة سفلية.",
  'A username cannot hold "{1}": use lower-case letters, digits, dot, dash and underscore.':
    "لا يمكن أن يحوي اسم المستخدم «{1}»: استخدم حروفًا لاتينية صغيرة وأرقامًا ونقطة وشرطة وشرطة سفلية.",
  "A username starts with a lower-case letter.": "يبدأ اسم المستخدم بحرف لاتيني صغير.",
  'The username "{1}" is taken. Choose another.': "اسم المستخدم «{1}» مأخوذ. اختر غيره.",
  "Accounts are made by your administrator here.": "ينشئ المسؤول الحسابات هنا.",
  "This password does not meet the directory's rules. Choose a longer one, of several kinds of characters, that you have not used before.":
    "لا توافق كلمة المرور هذه قواعد الدليل. اختر كلمة أطول فيها أنواع مختلفة من المحارف ولم تستخدمها من قبل.",
  "Your account may not be used now. Sign in again to see why.":
    "لا يمكن استخدام حسابك الآن. سجّل الدخول من جديد لتعرف السبب.",
  "Your account is locked, as after several wrong passwords. It opens again by itself in {1} min at most.":
    "حسابك مقفل، كما يحدث بعد عدة كلمات مرور خاطئة. يُفتح من تلقاء نفسه خلال {1} دقيقة على الأكثر.",
  "Your account is disabled. Ask your administrator.": "حسابك معطّل. اسأل المسؤول.",
  "Your account has expired. Ask your administrator to extend it.":
    "انتهت مدة حسابك. اطلب من المسؤول تمديدها.",
  "Your account is locked, as after several wrong passwords. Wait and try again later, or ask your administrator to unlock it.":
    "حسابك مقفل، كما يحدث بعد عدة كلمات مرور خاطئة. انتظر وحاول لاحقًا، أو اطلب من المسؤول فتحه.",
  "Your password has expired. Change it where your organisation lets you, or ask your administrator, and sign in with the new one.":
    "انتهت مدة كلمة مرورك. غيّرها حيث تسمح مؤسستك أو اسأل المسؤول، ثم سجّل الدخول بالجديدة.",
  "Your password must be changed first. Change it where your organisation lets you, or ask your administrator, and sign in with the new one.":
    "يجب تغيير كلمة مرورك أولًا. غيّرها حيث تسمح مؤسستك أو اسأل المسؤول، ثم سجّل الدخول بالجديدة.",
  "Your account may not sign in at this time or from this place. Ask your administrator.":
    "لا يُسمح لحسابك بتسجيل الدخول في هذا الوقت أو من هذا المكان. اسأل المسؤول.",
  "The username holds a character that nobody can see, and such names cannot be used here. Type it again without it, or ask your administrator.":
    "في اسم المستخدم محرف لا يراه أحد، ومثل هذا الاسم لا يُستخدم هنا. اكتبه من جديد بدونه أو اسأل المسؤول.",
  "The username or the password is wrong.": "اسم المستخدم أو كلمة المرور غير صحيحة.",
  "You signed out everywhere.": "سجّلت الخروج من كل مكان.",
  "New keys were set up for your account in another browser. Sign in again.":
    "أُنشئت مفاتيح جديدة لحسابك في متصفح آخر. سجّل الدخول من جديد.",
  "You signed out.": "سجّلت الخروج.",
  "You are signed out. Sign in again.": "خرجت من حسابك. سجّل الدخول من جديد.",
  "Your session has ended. Sign in again.": "انتهت جلستك. سجّل الدخول من جديد.",
  "Your entry is no longer in the directory.": "لم يعد مدخلك في الدليل.",
  "These keys were never published. Sign in again.": "لم تُنشر هذه المفاتيح قط. سجّل الدخول من جديد.",
  "Your directory entry lacks a certificate. Sign in again.":
    "تنقص مدخلك في الدليل شهادة. سجّل الدخول من جديد.",
  "The identity statement is refused: {1}.": "رُفض بيان الهوية: {1}.",
  "This sign-in has taken too long or was used before. Enter your password again.":
    "استغرق تسجيل الدخول هذا وقتًا طويلًا أو استُخدم من قبل. أدخل كلمة المرور من جديد.",
  "New keys were set up for your account too often within a day. Sign in with a browser that has your keys, or try again tomorrow.":
    "أُنشئت مفاتيح جديدة لحسابك مرات كثيرة خلال يوم واحد. سجّل الدخول بمتصفح فيه مفاتيحك، أو أعد المحاولة غدًا.",
  "Too many tries. Wait a minute and try again.": "محاولات كثيرة. انتظر دقيقة ثم أعد المحاولة.",
  "Too many accounts were made from your address. Try again later.":
    "أُنشئت من عنوانك حسابات كثيرة. أعد المحاولة لاحقًا.",
  "This is not a certificate.": "هذه ليست شهادة.",
  "The certificate in this browser cannot be read.": "لا يمكن قراءة الشهادة التي في هذا المتصفح.",
  "Your certificate was not issued by this server's authority.":
    "لم تصدر شهادتك عن سلطة الشهادات لهذا الخادم.",
  "Your certificate is not valid yet. Check the clock of this device.":
    "شهادتك ليست سارية بعد. تحقق من ساعة هذا الجهاز.",
  "Your certificate has been revoked.": "أُلغيت شهادتك.",
  "This certificate is not meant for signing in.": "هذه الشهادة ليست مخصصة لتسجيل الدخول.",
  "Your certificate names somebody else.": "شهادتك باسم شخص آخر.",
  "Your certificate breaks a rule of this server's authority.":
    "تخالف شهادتك قاعدة لسلطة الشهادات لهذا الخادم.",

  "You are not a member of this conversation.": "لست عضوًا في هذه المحادثة.",
  "You are not in this conversation.": "لست في هذه المحادثة.",
  "This conversation needs a new key before the next message.":
    "تحتاج هذه المحادثة إلى مفتاح جديد قبل الرسالة التالية.",
  "This is not a room, or its log is not known yet.": "هذه ليست غرفة، أو لم يُعرف سجلها بعد.",
  "This message is too long: it takes {1} bytes of at most {2}":
    "هذه الرسالة طويلة جدًا: حجمها {1} بايت والحد الأقصى {2}",
  "This text is too long: it may take {1} bytes": "هذا النص طويل جدًا: الحد الأقصى {1} بايت",
  "A newer name of yours is known. Try again.": "يُعرف لك اسم أحدث. أعد المحاولة.",
  "A name can be changed {1} times an hour. Try again later.":
    "لا يمكن تغيير الاسم أكثر من {1} مرات في الساعة. أعد المحاولة لاحقًا.",
  "This name cannot be used.": "لا يمكن استخدام هذا الاسم.",
  "The name's signature is refused: {1}.": "رُفض توقيع الاسم: {1}.",
  "This name is signed by somebody else.": "هذا الاسم وقّعه شخص آخر.",
  "The clock of this device is wrong. Set it, and try again.":
    "ساعة هذا الجهاز غير مضبوطة. اضبطها ثم أعد المحاولة.",
  "Another router wrote to this conversation.": "كتب موجّه آخر في هذه المحادثة.",
  "There is no such conversation.": "لا توجد هذه المحادثة.",
  "There is no such conversation. Reload the page.": "لا توجد هذه المحادثة. أعد تحميل الصفحة.",
  "You cannot open a conversation with yourself.": "لا يمكنك فتح محادثة مع نفسك.",
  "This is signed by somebody else.": "هذا وقّعه شخص آخر.",
  "This belongs to another conversation.": "ينتمي هذا إلى محادثة أخرى.",
  "The conversation's key has changed since this was sealed.": "تغيّر مفتاح المحادثة بعد تشفير هذا.",
  "A direct conversation cannot be changed.": "لا يمكن تغيير محادثة بين شخصين.",
  "The room has changed meanwhile.": "تغيّرت الغرفة في هذه الأثناء.",
  "The room's rules refuse this: {1}.": "ترفض قواعد الغرفة ذلك: {1}.",
  "A room's id is the hash of its first record.": "معرّف الغرفة هو تجزئة سجلها الأول.",
  "A room begins with its create record.": "تبدأ الغرفة بسجل إنشائها.",
  "The epoch is refused: {1}.": "رُفض المفتاح الجديد: {1}.",
  "Somebody else made a new key, or the members changed.":
    "أنشأ شخص آخر مفتاحًا جديدًا، أو تغيّر الأعضاء.",
  "A member has new keys, or was not given this epoch's secret.":
    "لدى أحد الأعضاء مفاتيح جديدة، أو لم يُعطَ السر الجديد.",
  "The members changed meanwhile.": "تغيّر الأعضاء في هذه الأثناء.",
  "A conversation changed while this was judged.": "تغيّرت المحادثة أثناء فحص هذا.",
  "This was stored before, or something else in its place.":
    "خُزِّن هذا من قبل، أو خُزِّن شيء آخر في مكانه.",
  "You have sent as much as one person may in a day ({1} MiB). Go on tomorrow.":
    "أرسلت ما يحق لشخص واحد إرساله في يوم ({1} ميبيبايت). تابع غدًا.",
  "Your share of {1} MiB for messages is used up. Tell your administrator.":
    "استنفدت حصتك البالغة {1} ميبيبايت للرسائل. أخبر مسؤول النظام.",
  "The connection has closed.": "أُغلق الاتصال.",
  "Too much is asked at once. Wait for the answers.": "طلبات كثيرة دفعة واحدة. انتظر الإجابات.",
  "That is too fast. Wait a moment and try again.": "هذا سريع جدًا. انتظر لحظة ثم أعد المحاولة.",

  "This file is known already.": "هذا الملف معروف بالفعل.",
  "This message has another file already.": "لهذه الرسالة ملف آخر بالفعل.",
  "This file is not on the server any more, or never was.":
    "لم يعد هذا الملف على الخادم، أو لم يكن عليه قط.",
  "The server has no room for more files. Tell the administrator; messages still go through.":
    "لا مكان على الخادم لمزيد من الملفات. أبلغ المسؤول؛ أما الرسائل فلا تزال تُرسل.",
  "Your share of {1} for files is used up. Delete messages with files you no longer need.":
    "استُنفدت حصتك من الملفات وقدرها {1}. احذف رسائل فيها ملفات لم تعد تحتاج إليها.",
  "Too many of your files are on their way. Wait until they are sent, or cancel some.":
    "ملفات كثيرة لك قيد النقل. انتظر حتى تُرسل، أو ألغِ بعضها.",
  "Parts of this file are still missing.": "لا تزال أجزاء من هذا الملف ناقصة.",
  "A file may have {1} bytes at most.": "الحد الأقصى لحجم الملف {1} بايت.",
  "This part of the file must have {1} bytes.": "يجب أن يكون حجم هذا الجزء من الملف {1} بايت.",
  "Another part is in its place already.": "يوجد جزء آخر في مكانه بالفعل.",
  "Too many files at once. Wait a minute and try again.":
    "ملفات كثيرة دفعة واحدة. انتظر دقيقة ثم أعد المحاولة.",
  "Too much is uploaded at once. Wait a moment.": "يُرفع الكثير دفعة واحدة. انتظر لحظة.",
  "Too much is downloaded at once. Wait a moment.": "يُنزَّل الكثير دفعة واحدة. انتظر لحظة.",
  "This part of the file has a wrong length.": "طول هذا الجزء من الملف غير صحيح.",
  "This part of the file was damaged on its way.": "تلف هذا الجزء من الملف في الطريق.",
  "You have no such message in this conversation.": "ليست لك هذه الرسالة في هذه المحادثة.",
  "This file was damaged on the server's disk.": "تلف هذا الملف على قرص الخادم.",
  "The file has no part with this number.": "ليس في الملف جزء بهذا الرقم.",
  "Only who uploads a file can do this.": "لا يستطيع ذلك إلا من يرفع الملف.",
  "This is no file's address.": "هذا ليس عنوان ملف.",
  "This is no address of a part of a file.": "هذا ليس عنوان جزء من ملف.",
  "This request did not come from a page of this server.": "لم يأتِ هذا الطلب من صفحة لهذا الخادم.",
  "The request is malformed.": "صيغة الطلب غير صحيحة.",
  "The request is larger than the {1} bytes allowed.": "الطلب أكبر من الحد المسموح، وهو {1} بايت.",
  "The request was cut off.": "انقطع الطلب.",
  "Not sent: this device is not connected. Keep this page open and try again once it is.":
    "لم يُرسَل: هذا الجهاز غير متصل. أبقِ هذه الصفحة مفتوحة وحاول مجددًا عند عودة الاتصال.",
  "Another tab has an older version of this site open, and nothing can be stored until it is closed. Close the other tabs of this site and reload this page.":
    "توجد نسخة أقدم من هذا الموقع مفتوحة في علامة تبويب أخرى، ولا يمكن تخزين شيء حتى تُغلق. أغلق علامات التبويب الأخرى لهذا الموقع وأعد تحميل هذه الصفحة.",
  "This browser could not store or read what this page keeps in it ({name}). Restart the browser; if it happens again, see whether the disk has room.":
    "لم يتمكن هذا المتصفح من حفظ ما تخزنه هذه الصفحة فيه أو قراءته ({name}). أعد تشغيل المتصفح، وإن تكرر ذلك فتحقق من وجود مساحة على القرص.",
  "This browser's storage does not answer. Close other tabs of this site and try again.":
    "مخزن هذا المتصفح لا يستجيب. أغلق علامات التبويب الأخرى لهذا الموقع وحاول مجددًا.",
};
