/** Arabic texts of the settings. */

import type { Dictionary } from "../i18n.ts";

/** The settings. */
export const SETTINGS: Dictionary = {
  "Sections of the settings": "أقسام الإعدادات",
  "Appearance": "المظهر",
  "Window and layout": "النافذة والتخطيط",
  "Language": "اللغة",
  "Privacy": "الخصوصية",
  "Notifications": "الإشعارات",
  "Writing": "الكتابة",
  "Account": "الحساب",

  "Theme": "السمة",
  "As the system": "كالنظام",
  "Default": "الافتراضية",
  "Night": "ليلية",
  "Grey": "رمادية",
  "Blue": "زرقاء",
  "Pink": "وردية",
  "Turquoise": "فيروزية",
  "Hacker": "هاكر",
  "High contrast": "تباين عالٍ",
  "Font": "الخط",
  "System": "خط النظام",
  "Serif": "مذيّل",
  "Sans": "غير مذيّل",
  "Pixel": "بكسل",
  "Dyslexia-friendly": "مناسب لعسر القراءة",
  "Another font": "خط آخر",
  "Name of the font": "اسم الخط",
  "As your system lists it, for example Georgia. It stays in this browser.":
    "كما يعرضه نظامك، مثل Georgia. يبقى في هذا المتصفح.",
  "This cannot be the name of a font.": "لا يمكن أن يكون هذا اسم خط.",
  "This browser finds no font of this name.": "لا يجد هذا المتصفح خطًا بهذا الاسم.",
  "Size of text": "حجم النص",
  "Small": "صغير",
  "Medium": "متوسط",
  "Large": "كبير",
  "Larger": "أكبر",
  "Density": "الكثافة",
  "Comfortable": "مريحة",
  "Compact": "متراصّة",
  "Revert to the default layout": "العودة إلى التخطيط الافتراضي",
  "The default layout is back.": "عاد التخطيط الافتراضي.",

  "Default size of the window": "الحجم الافتراضي للنافذة",
  "A window of its own opens at this size, and so does the installed app. A tab has the size of its browser.":
    "تُفتح النافذة المستقلة بهذا الحجم، وكذلك التطبيق المثبّت. أما علامة التبويب فحجمها حجم متصفحها.",
  "Width in pixels": "العرض بالبكسل",
  "Height in pixels": "الارتفاع بالبكسل",
  "Kept: {width} × {height} pixels.": "حُفظ: \u2066{width} × {height}\u2069 بكسل.",
  "Use this window's size": "استخدام حجم هذه النافذة",
  "The chat is open in its own window.": "المحادثات مفتوحة في نافذة مستقلة.",
  "The browser blocked the window. Allow pop-ups for this site, then try again.":
    "حظر المتصفح النافذة. اسمح بالنوافذ المنبثقة لهذا الموقع ثم أعد المحاولة.",
  "Open in its own window": "فتح في نافذة مستقلة",
  "The default size is back.": "عاد الحجم الافتراضي.",
  "Return to the default size": "العودة إلى الحجم الافتراضي",
  "Widths of the panes": "عرض اللوحات",
  "The lines between the panes can also be dragged, or moved with the arrow keys.":
    "يمكن أيضًا سحب الخطوط بين اللوحات أو تحريكها بمفاتيح الأسهم.",
  "List of conversations": "قائمة المحادثات",
  "Panel beside the conversation": "اللوحة بجانب المحادثة",
  "Default widths": "العرض الافتراضي",

  "As the browser prefers": "كما يفضّل المتصفح",
  "Language of the screens": "لغة الواجهة",
  "Dates and numbers follow the language. The page opens again when you change it.":
    "تتبع التواريخ والأرقام اللغة. ويُعاد فتح الصفحة عند تغييرها.",

  "Say that I am writing": "إظهار أنني أكتب",
  "Others in the conversation see that you are writing, never what. Off, you do not see it of them either.":
    "يرى الآخرون في المحادثة أنك تكتب، لا ما تكتبه. عند الإيقاف لا ترى ذلك منهم أيضًا.",
  "Say what I have read": "إظهار ما قرأته",
  "Senders see when their message was on your screen. Off, you do not see it of them either.":
    "يرى المرسلون متى ظهرت رسالتهم على شاشتك. عند الإيقاف لا ترى ذلك منهم أيضًا.",
  "Show when I am here": "إظهار وجودي",
  "Everybody in the directory sees whether you are here, and when you were last. Off, you look offline, and messages count as delivered once you have read them.":
    "يرى كل من في الدليل هل أنت موجود ومتى كان آخر ظهور لك. عند الإيقاف تبدو غير متصل، ولا تُعدّ الرسائل واصلة إلا بعد أن تقرأها.",

  "Notifications of the system": "إشعارات النظام",
  "Shown while the chat is open but out of sight. Nothing readable leaves this browser.":
    "تظهر حين تكون المحادثات مفتوحة وغير ظاهرة. لا يغادر هذا المتصفح شيء مقروء.",
  "Show the text in notifications": "عرض النص في الإشعارات",
  "Off: they say only that something was written, for screens that others can see.":
    "عند الإيقاف لا تقول إلا إن شيئًا كُتب، للشاشات التي قد يراها غيرك.",
  "Sound": "الصوت",
  "A short tone when something arrives that you are notified of.":
    "نغمة قصيرة عند وصول ما تُشعَر به.",
  "Messages of single people": "رسائل الأفراد",
  "Messages in rooms": "الرسائل في الغرف",
  "A conversation may have a choice of its own, in its menu.":
    "يمكن أن يكون لكل محادثة اختيارها الخاص، في قائمتها.",
  "The browser asks you now whether it may show them.": "يسألك المتصفح الآن هل يُسمح له بعرضها.",
  "The browser refuses notifications of this site. Allow them in the site's settings, beside its address, and open this page again.":
    "يرفض المتصفح إشعارات هذا الموقع. اسمح بها في إعدادات الموقع بجانب عنوانه، ثم افتح هذه الصفحة من جديد.",
  "This browser has no notifications for this page. Counts in the title still work.":
    "لا يوفّر هذا المتصفح إشعارات لهذه الصفحة. وتبقى الأعداد في العنوان عاملة.",
  "All": "الكل",
  "When I am mentioned": "عند الإشارة إليّ",
  "Quiet hours": "ساعات الهدوء",
  "Every day between these times there are no notifications and no sound.":
    "كل يوم بين هذين الوقتين لا إشعارات ولا صوت.",
  "From": "من",
  "To": "إلى",

  "Sending a message": "إرسال رسالة",
  "Enter sends": "الإرسال بـ Enter",
  "Shift and Enter begins a new line.": "يبدأ Shift مع Enter سطرًا جديدًا.",
  "Ctrl and Enter sends": "الإرسال بـ Ctrl مع Enter",
  "Enter begins a new line. On a Mac it is Command and Enter.":
    "يبدأ Enter سطرًا جديدًا. وعلى أجهزة Mac يكون الإرسال بـ Command مع Enter.",

  "Display name": "الاسم المعروض",
  "How others see you. It is signed with your key, and they see the change at once.":
    "كما يراك الآخرون. يُوقَّع بمفتاحك، ويرون التغيير فورًا.",
  "Change the name": "تغيير الاسم",
  "Others see your new name now.": "يرى الآخرون اسمك الجديد الآن.",
  "Your name is {name} again.": "عاد اسمك {name}.",
  "Back to the default name": "العودة إلى الاسم الافتراضي",
  "The history is empty.": "السجل فارغ.",
  "Your username @{uid} never changes: it stands in your certificate.":
    "اسم المستخدم \u2066@{uid}\u2069 لا يتغير أبدًا: فهو مذكور في شهادتك.",
  "Enter a name, or go back to the default one.": "أدخل اسمًا، أو عد إلى الاسم الافتراضي.",
  "Your names so far": "أسماؤك حتى الآن",
  "There is no other name in the history.": "لا اسم آخر في السجل.",
  "default name": "الاسم الافتراضي",
  "Clear the history of your names?": "مسح سجل أسمائك؟",
  "The names are removed from your list, on all your devices. What others have seen stays with them.":
    "تُزال الأسماء من قائمتك على كل أجهزتك. ويبقى لدى الآخرين ما رأوه.",
  "Clear now": "المسح الآن",

  "Version": "الإصدار",
  "Authority": "سلطة الشهادات",
  "Its fingerprint, as this browser pinned it": "بصمتها كما ثبّتها هذا المتصفح",
  "Your certificate": "شهادتك",
  "Your certificate is valid until": "شهادتك سارية حتى",
  "The certificate that the server hands out matches what this browser pinned.":
    "الشهادة التي يقدّمها الخادم تطابق ما ثبّته هذا المتصفح.",
  "The certificate that the server hands out does not match what this browser pinned. Tell your administrator, and do not accept new keys of anybody until it is explained.":
    "الشهادة التي يقدّمها الخادم لا تطابق ما ثبّته هذا المتصفح. أبلغ المسؤول، ولا تقبل مفاتيح جديدة من أحد حتى يتضح الأمر.",
  "The app is being installed. It opens in a window of its own.":
    "يجري تثبيت التطبيق. يُفتح في نافذة خاصة به.",
  "Not installed. Your browser offers it again later.": "لم يُثبَّت. سيعرضه متصفحك مجددًا لاحقًا.",
  "App on this device": "التطبيق على هذا الجهاز",
  "This window is the installed app.": "هذه النافذة هي التطبيق المثبَّت.",
  "Install app": "تثبيت التطبيق",
  "Where your browser can install this site as an app, it offers that in its menu. It may be installed already.":
    "إذا كان متصفحك قادرًا على تثبيت هذا الموقع بوصفه تطبيقًا فإنه يعرض ذلك في قائمته. وقد يكون مثبَّتًا بالفعل.",
  "The installed app has its own window and icon, and opens without the network as well.":
    "للتطبيق المثبَّت نافذته وأيقونته، ويُفتح دون الشبكة أيضًا.",
  "Your names could not be loaded. They are asked for again by themselves.":
    "تعذّر تحميل أسمائك. تُطلب من جديد تلقائيًا.",
};
