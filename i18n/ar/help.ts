/** Arabic texts of the help and about pages. */

import type { Dictionary } from "../i18n.ts";

/** The pages of help and about. */
export const HELP: Dictionary = {
  "To the chat": "إلى المحادثات",
  "About TalkyWalky": "حول TalkyWalky",
  "End-to-end encrypted chat for an organisation: who you are comes from its directory, what you may sign with from its own authority, and what you say is read by the members only.":
    "محادثات مشفّرة من طرف إلى طرف لمؤسسة: هويتك من دليلها، وما توقّع به من سلطة الشهادات الخاصة بها، وما تقوله لا يقرؤه إلا الأعضاء.",
  "Versions": "الإصدارات",
  "TalkyWalky": "TalkyWalky",
  "Protocol between browser and server": "البروتوكول بين المتصفح والخادم",
  "The authority": "سلطة الشهادات",
  "Every certificate hangs on this one. Compare the fingerprint with the one that your administrator gave you on another way; in the chat, Settings and About says whether it is the one that your browser pinned.":
    "تستند كل شهادة إلى هذه. قارن البصمة بالتي أعطاك إياها المسؤول بطريق آخر؛ وفي المحادثات يبيّن قسم «حول» في «الإعدادات» هل هي التي ثبّتها متصفحك.",
  "Name": "الاسم",
  "Fingerprint (SHA-256)": "البصمة (SHA-256)",
  "Download the root certificate": "تنزيل الشهادة الجذرية",
  "Fonts": "الخطوط",
  "Source Serif 4, Inter, VT323 and OpenDyslexic come with this program under the SIL Open Font License 1.1. Nothing is loaded from another host.":
    "تأتي الخطوط Source Serif 4 وInter وVT323 وOpenDyslexic مع هذا البرنامج برخصة SIL Open Font License 1.1. لا يُحمَّل شيء من مضيف آخر.",

  "How TalkyWalky works, in plain words.": "كيف يعمل TalkyWalky، بكلمات بسيطة.",
  "On this page": "في هذه الصفحة",
  "On a Mac, Command does what Ctrl does elsewhere.":
    "على أجهزة Mac يقوم Command بما يقوم به Ctrl في غيرها.",

  "Getting in": "الدخول",
  "You sign in with the username and password of your organisation's directory. What is special here happens in your browser.":
    "تسجّل الدخول باسم المستخدم وكلمة المرور في دليل مؤسستك. أما ما يميّز هذا المكان فيحدث في متصفحك.",
  "At the first sign-in your browser makes two keys and keeps them. The organisation's authority certifies that they are yours.":
    "عند أول تسجيل دخول ينشئ متصفحك مفتاحين ويحتفظ بهما. وتصدّق سلطة الشهادات في المؤسسة على أنهما لك.",
  "At each sign-in the browser proves that it holds those keys. The password alone opens nothing.":
    "عند كل تسجيل دخول يثبت المتصفح أنه يحمل هذين المفتاحين. كلمة المرور وحدها لا تفتح شيئًا.",
  "Log out ends the session here; the keys stay for the next time.":
    "ينهي «تسجيل الخروج» الجلسة هنا؛ وتبقى المفاتيح للمرة القادمة.",

  "Talking": "المحادثة",
  "Choose a person or a room in the list and write at the bottom of the page.":
    "اختر شخصًا أو غرفة من القائمة واكتب في أسفل الصفحة.",
  "Enter sends, Shift and Enter begins a new line. The settings can turn that round.":
    "يرسل Enter، ويبدأ Shift مع Enter سطرًا جديدًا. ويمكن عكس ذلك في الإعدادات.",
  "A message can be answered, edited, deleted, pinned, or given an emoji: its buttons show under the pointer, on a narrow screen once you press it, and when it has the focus.":
    "يمكن الردّ على الرسالة وتعديلها وحذفها وتثبيتها والتفاعل معها برمز تعبيري: تظهر أزرارها تحت المؤشر، وعلى الشاشة الضيقة عند الضغط عليها، وعند التركيز عليها.",
  "Write @ and a username to mention somebody, and a colon with a word, such as :tea:, for an emoji.":
    "اكتب @ واسم مستخدم للإشارة إلى شخص، ونقطتين وكلمة، مثل \u2066:tea:\u2069، لرمز تعبيري.",
  "Files and images can be dropped on the conversation or pasted. They are sealed before they leave, up to 100 MiB each.":
    "يمكن إفلات الملفات والصور على المحادثة أو لصقها. تُشفَّر قبل مغادرتها، وبحد أقصى مئة ميبيبايت لكل منها.",
  "One tick: the server keeps the message. Two: it arrived. Filled: it was read. A message that failed says why, and can be sent again.":
    "علامة واحدة: حفظ الخادم الرسالة. علامتان: وصلت. علامتان ممتلئتان: قُرئت. والرسالة التي فشلت تذكر السبب ويمكن إرسالها من جديد.",
  "Without a network you can go on writing: it is sent when the network is back, in order and once.":
    "يمكنك متابعة الكتابة بلا شبكة: يُرسل ما كتبت عند عودتها، بالترتيب ومرة واحدة.",

  "Finding, keeping, clearing": "البحث والحفظ والمسح",
  "Everything you can read can be searched, in your browser and nowhere else.":
    "يمكن البحث في كل ما تستطيع قراءته، في متصفحك وحده.",
  "Search takes the beginnings of words, and can be limited to a person, a room or dates.":
    "يقبل البحث بدايات الكلمات، ويمكن حصره في شخص أو غرفة أو تواريخ.",
  "A conversation can be saved as text, as JSON, or as a page of its own. The file is not sealed: keep it where you would keep a letter.":
    "يمكن حفظ المحادثة نصًا أو بصيغة JSON أو صفحة مستقلة. الملف غير مشفّر: احفظه حيث تحفظ رسائلك الورقية.",
  "Clearing the history hides what was said so far, here or on all your devices. Others keep what they have.":
    "يخفي مسح السجل ما قيل حتى الآن، هنا أو على كل أجهزتك. ويحتفظ الآخرون بما لديهم.",

  "What is protected": "ما هو محمي",
  "Messages and files are sealed in the browser of who writes and opened in those of the members. No server can read them.":
    "تُشفَّر الرسائل والملفات في متصفح الكاتب وتُفتح في متصفحات الأعضاء. لا يستطيع أي خادم قراءتها.",
  "Each message is signed: nobody can write in your name, nor change what you wrote unseen.":
    "كل رسالة موقَّعة: لا يستطيع أحد الكتابة باسمك، ولا تغيير ما كتبت دون أن يُكتشف.",
  "Who is in a room is decided by signed records that every browser checks. A server cannot slip somebody in.":
    "تحدّد أعضاءَ الغرفة سجلات موقَّعة يتحقق منها كل متصفح. لا يستطيع خادم أن يدسّ أحدًا فيها.",
  "When somebody leaves a room or is removed, the room changes its secret: what is said later stays closed to them.":
    "عندما يغادر أحدهم الغرفة أو يُزال منها، تغيّر الغرفة سرّها: فيبقى ما يقال لاحقًا مغلقًا أمامه.",
  "Your browser remembers everybody's keys, and warns you when they change.":
    "يتذكر متصفحك مفاتيح الجميع، وينبّهك عند تغيّرها.",

  "What is not protected": "ما هو غير محمي",
  "No system hides everything. This one does not hide:":
    "لا يوجد نظام يخفي كل شيء. وهذا النظام لا يخفي:",
  "who talks to whom, when and how much, who is in which room, and the names of rooms;":
    "من يحادث من ومتى وكم، ومن في أي غرفة، وأسماء الغرف؛",
  "anything from somebody who sits at your unlocked computer, or from a program that took it over;":
    "أي شيء عمّن يجلس إلى حاسوبك غير المقفل، أو عن برنامج سيطر عليه؛",
  "anything from those who run the server, if they made it hand out a page with other code in it;":
    "أي شيء عمّن يديرون الخادم، إن جعلوه يقدّم صفحة فيها شيفرة أخرى؛",
  "what a member of the conversation passes on.": "ما ينقله عضو في المحادثة إلى غيره.",

  "Making sure that somebody is who they say": "التأكد من هوية شخص",
  "The authority vouches for everybody. If you want to be sure without it, compare safety numbers:":
    "تضمن سلطة الشهادات الجميع. إن أردت التأكد من دونها فقارن أرقام الأمان:",
  "Open your conversation with them and choose Safety number in its menu; they do the same.":
    "افتح محادثتكما واختر «رقم الأمان» من قائمتها؛ وليفعل هو الشيء نفسه.",
  "Read the number to each other when you meet, or in a call in which you know each other's voice.":
    "ليقرأ كل منكما الرقم للآخر عند لقائكما، أو في مكالمة تعرفان فيها صوتيكما.",
  "If it is the same, nobody stands between you: say so, and a shield stands beside their name until their keys change.":
    "إن تطابق الرقم فلا أحد يقف بينكما: أكّد ذلك، فتظهر علامة الدرع بجانب اسمه إلى أن تتغيّر مفاتيحه.",
  "When the page says that somebody's keys have changed, ask them before you accept. Usually they set up a new browser.":
    "عندما تخبرك الصفحة بتغيّر مفاتيح شخص، فاسأله قبل القبول. غالبًا ما يكون قد أعدّ متصفحًا جديدًا.",

  "Another browser, a lost one": "متصفح آخر، أو متصفح مفقود",
  "Your keys are in one browser and are not copied from it.": "مفاتيحك في متصفح واحد ولا تُنسخ منه.",
  "In a new browser, sign in and choose Set up this browser. It makes new keys, and the old certificates are revoked.":
    "في متصفح جديد، سجّل الدخول واختر «إعداد هذا المتصفح». ينشئ مفاتيح جديدة وتُلغى الشهادات القديمة.",
  "What was sealed for the old keys stays closed in the new browser; your contacts are asked to accept the new keys.":
    "ما شُفِّر للمفاتيح القديمة يبقى مغلقًا في المتصفح الجديد؛ ويُطلب من جهات اتصالك قبول المفاتيح الجديدة.",
  "If you lost a computer, set up another browser soon: from then on the lost one cannot sign in.":
    "إن فقدت حاسوبًا فأعدّ متصفحًا آخر سريعًا: فلا يستطيع المفقود تسجيل الدخول بعد ذلك.",
  "On a computer that is not yours, choose Forget this browser when you are done. It removes your keys from it.":
    "على حاسوب ليس لك، اختر «نسيان هذا المتصفح» عند الانتهاء. فهو يزيل مفاتيحك منه.",

  "Making it yours": "التخصيص",
  "The settings hold themes, fonts, sizes, languages, privacy and notifications.":
    "في الإعدادات السمات والخطوط والأحجام واللغات والخصوصية والإشعارات.",
  "One button, Revert to the default layout, sets everything you see back.":
    "زر واحد، «العودة إلى التخطيط الافتراضي»، يعيد كل ما تراه إلى أصله.",
  "Typing hints, read receipts and your presence can be turned off, each by itself. You then do not see the others' either.":
    "يمكن إيقاف مؤشرات الكتابة وإيصالات القراءة وحالة وجودك، كلٌّ على حدة. وعندئذٍ لا ترى ما للآخرين منها أيضًا.",
  "Browsers can install this page as an app: look for Install in the browser's menu. It opens at the size you chose.":
    "تستطيع المتصفحات تثبيت هذه الصفحة تطبيقًا: ابحث عن «تثبيت» في قائمة المتصفح. ويُفتح بالحجم الذي اخترته.",
};
