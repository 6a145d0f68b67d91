/** Arabic texts of the pages before the chat: sign-in, registration, refusals. */

import type { Dictionary } from "../i18n.ts";

/** What is read before the chat: signing in, the account, refusals, pages that failed. */
export const ENTRANCE: Dictionary = {
  "Sign in": "تسجيل الدخول",
  "The chat is closed": "المحادثات مغلقة",
  "Sign in again": "تسجيل الدخول من جديد",
  "Username": "اسم المستخدم",
  "Full name": "الاسم الكامل",
  "Email": "البريد الإلكتروني",
  "Password": "كلمة المرور",
  "Repeat password": "تكرار كلمة المرور",
  "Create account": "إنشاء الحساب",
  "Create an account": "أنشئ حسابًا",
  "Create your account": "أنشئ حسابك",
  "Your keys are made in this browser and stay in it.": "تُنشأ مفاتيحك في هذا المتصفح وتبقى فيه.",
  "Lower-case letters, digits, dot, dash and underscore. It cannot be changed later.":
    "حروف لاتينية صغيرة وأرقام ونقطة وشرطة وشرطة سفلية. لا يمكن تغييره لاحقًا.",
  "Already registered?": "لديك حساب؟",
  "New here?": "جديد هنا؟",
  "The two passwords differ.": "كلمتا المرور غير متطابقتين.",
  "{least} to {most} characters": "من {least} إلى {most} محرفًا",
  "Not a common password, and not your own name": "ليست كلمة مرور شائعة ولا اسمك",
  "(met)": "(مستوفى)",
  "(not met yet)": "(غير مستوفى بعد)",
  "Enter your username and your password.": "أدخل اسم المستخدم وكلمة المرور.",
  "{field}: {problem}": "{field}: {problem}",
  "{count} fields need a look:": {
    zero: "لا حقل يحتاج إلى مراجعة:",
    one: "حقل واحد يحتاج إلى مراجعة:",
    two: "حقلان يحتاجان إلى مراجعة:",
    few: "{count} حقول تحتاج إلى مراجعة:",
    many: "{count} حقلًا تحتاج إلى مراجعة:",
    other: "{count} حقل تحتاج إلى مراجعة:",
  },
  "Show": "إظهار",
  "Hide": "إخفاء",
  "Show what is typed": "إظهار المكتوب",
  "Hide what is typed": "إخفاء المكتوب",

  "Messages are sealed in your browser. No server can read them.":
    "تُشفَّر الرسائل في متصفحك، ولا يستطيع أي خادم قراءتها.",
  "About this place": "عن هذا المكان",
  "Help": "المساعدة",
  "About": "حول",
  "TalkyWalky encrypts in your browser and needs JavaScript for it. Turn it on for this site and reload the page.":
    "يشفّر TalkyWalky في متصفحك ويحتاج إلى JavaScript لذلك. فعّله لهذا الموقع ثم أعد تحميل الصفحة.",

  "Checking your name and password…": "جارٍ التحقق من الاسم وكلمة المرور…",
  "Making your keys in this browser…": "جارٍ إنشاء مفاتيحك في هذا المتصفح…",
  "Asking for your certificates…": "جارٍ طلب شهاداتك…",
  "Proving that the keys are yours…": "جارٍ إثبات أن المفاتيح لك…",
  "Opening the chat…": "جارٍ فتح المحادثات…",

  "The keys in this browser are not valid any more": "مفاتيح هذا المتصفح لم تعد صالحة",
  "Your password is right. {what} You can make new keys here; then:":
    "كلمة مرورك صحيحة. {what} يمكنك إنشاء مفاتيح جديدة هنا؛ عندئذ:",
  "Your keys are not in this browser": "مفاتيحك ليست في هذا المتصفح",
  "This browser needs keys of yours": "يحتاج هذا المتصفح إلى مفاتيح لك",
  "Set up this browser": "إعداد هذا المتصفح",
  "Your password is right, but the keys that open your messages are in another browser. If you still have it, sign in there. You can also make new keys here; then:":
    "كلمة المرور صحيحة، لكن المفاتيح التي تفتح رسائلك في متصفح آخر. إن كان لا يزال لديك فسجّل الدخول منه. ويمكنك أيضًا إنشاء مفاتيح جديدة هنا، وعندئذٍ:",
  "Your old certificates are revoked.": "تُلغى شهاداتك القديمة.",
  "Other browsers that hold the old keys cannot sign in with them any more.":
    "لن تستطيع المتصفحات الأخرى التي تحمل المفاتيح القديمة تسجيل الدخول بها بعد ذلك.",
  "Your contacts are told.": "تُبلَّغ جهات اتصالك.",
  "They are asked to accept your new keys before they write to you again.":
    "يُطلب منهم قبول مفاتيحك الجديدة قبل أن يكتبوا إليك مجددًا.",
  "Older messages stay closed here.": "تبقى الرسائل القديمة مغلقة هنا.",
  "What was sealed for the old keys cannot be opened with new ones.":
    "ما شُفِّر للمفاتيح القديمة لا يمكن فتحه بالجديدة.",
  "Your password is right. Before you can talk, this browser makes the keys that seal and open your messages, and the authority certifies them.":
    "كلمة المرور صحيحة. قبل أن تبدأ المحادثة، ينشئ هذا المتصفح المفاتيح التي تشفّر رسائلك وتفتحها، وتصدّق عليها سلطة الشهادات.",
  "The keys stay here.": "تبقى المفاتيح هنا.",
  "They never leave this browser, so nobody else can read your messages.":
    "لا تغادر هذا المتصفح أبدًا، فلا يستطيع أحد غيرك قراءة رسائلك.",

  "This browser cannot take part": "لا يمكن لهذا المتصفح المشاركة",
  "This browser cannot sign in": "لا يمكن تسجيل الدخول من هذا المتصفح",
  "This page was opened over plain http, and browsers only do encryption on https pages (or on localhost). Open it with https:// in front, or ask your administrator to turn TLS on.":
    "فُتحت هذه الصفحة عبر http غير المشفّر، والمتصفحات لا تشفّر إلا في صفحات https (أو على localhost). افتحها بعنوان يبدأ بـ \u2066https://\u2069، أو اطلب من المسؤول تفعيل TLS.",
  "This browser does not let the page keep your keys. Private windows and settings that block site data do that: use an ordinary window of a current browser.":
    "لا يسمح هذا المتصفح للصفحة بحفظ مفاتيحك. يحدث ذلك في النوافذ الخاصة وعند حظر بيانات المواقع: استخدم نافذة عادية في متصفح حديث.",
  "This browser is too old for the chat. Use a current version of Firefox, Chrome, Edge or Safari.":
    "هذا المتصفح قديم جدًا. استخدم إصدارًا حديثًا من Firefox أو Chrome أو Edge أو Safari.",

  "You were not signed in": "لم يُسجَّل دخولك",
  "What is wrong": "ما المشكلة",
  "What you can do": "ما يمكنك فعله",
  "Back to the sign-in": "العودة إلى تسجيل الدخول",
  "Reason:": "السبب:",
  "What this browser presented as your certificate cannot be read as one.":
    "ما قدّمه هذا المتصفح بوصفه شهادتك لا يمكن قراءته.",
  "Your certificate was not issued by this organisation's authority. A certificate that names the authority but lacks its signature counts as foreign.":
    "لم تصدر شهادتك عن سلطة الشهادات في هذه المؤسسة. والشهادة التي تذكر السلطة دون توقيعها تُعدّ غريبة.",
  "If you did not bring that certificate here yourself, tell your administrator.":
    "إن لم تكن أنت من أحضر هذه الشهادة إلى هنا فأبلغ المسؤول.",
  "Your certificate is not valid yet: its first day is still to come.":
    "شهادتك ليست سارية بعد: لم يحن أول أيامها.",
  "Ask your administrator whether the authority's clock is right, and try again later.":
    "اسأل المسؤول هل ساعة سلطة الشهادات مضبوطة، وأعد المحاولة لاحقًا.",
  "Your certificate has expired.": "انتهت صلاحية شهادتك.",
  "Your certificate was revoked. That happens when you set up another browser, and when an administrator withdraws it.":
    "أُلغيت شهادتك. يحدث ذلك عندما تُعِدّ متصفحًا آخر، أو عندما يسحبها أحد المسؤولين.",
  "If you did not set up another browser, ask your administrator first.":
    "إن لم تُعِدّ متصفحًا آخر فاسأل المسؤول أولًا.",
  "The certificate that was presented is not made for signing in.":
    "الشهادة المقدَّمة ليست مخصصة لتسجيل الدخول.",
  "The certificate is valid, but it names somebody else than the person who signs in.":
    "الشهادة سارية، لكنها باسم شخص غير الذي يسجّل الدخول.",
  "Sign in with the username that the keys in this browser belong to, or make new ones.":
    "سجّل الدخول باسم المستخدم الذي تخصّه مفاتيح هذا المتصفح، أو أنشئ مفاتيح جديدة.",
  "Your certificate breaks a rule that this organisation's certificates must keep.":
    "تخالف شهادتك قاعدة يجب أن تلتزم بها شهادات هذه المؤسسة.",
  "This browser could not prove that it holds the key of your certificate.":
    "لم يستطع هذا المتصفح إثبات أنه يحمل مفتاح شهادتك.",
  "Try to sign in again.": "حاول تسجيل الدخول من جديد.",
  "Your certificate was refused.": "رُفضت شهادتك.",
  "Go back to the sign-in and enter your password: this browser can make new keys, and the old certificates are revoked.":
    "ارجع إلى تسجيل الدخول وأدخل كلمة المرور: يستطيع هذا المتصفح إنشاء مفاتيح جديدة، وتُلغى الشهادات القديمة.",
  "If it happens again, tell your administrator the reason below.":
    "إن تكرر الأمر فأبلغ المسؤول بالسبب المذكور أدناه.",

  "No connection to the server": "لا اتصال بالخادم",
  "This page needs the server. Check your network, then try again.":
    "تحتاج هذه الصفحة إلى الخادم. تحقق من الشبكة ثم أعد المحاولة.",
  "Page not found": "الصفحة غير موجودة",
  "That did not work": "لم ينجح ذلك",
  "Error {status}": "خطأ {status}",
  "Go to the start page": "الانتقال إلى صفحة البداية",
  "There is nothing at this address.": "لا يوجد شيء في هذا العنوان.",
  "Something went wrong on the server. Try again.": "حدث خطأ في الخادم. أعد المحاولة.",
  "Something went wrong in this page. Reload it and try again.":
    "حدث خطأ في هذه الصفحة. أعد تحميلها ثم حاول من جديد.",
  "The chat did not open": "لم تُفتح المحادثات",
  "Go to the sign-in": "الانتقال إلى تسجيل الدخول",
  "The server has not answered yet. It is asked again by itself.":
    "لم يُجب الخادم بعد. تُعاد المحاولة تلقائيًا.",
  "A new version of TalkyWalky is ready.": "إصدار جديد من TalkyWalky جاهز.",
  "Reload": "إعادة التحميل",
  "Later": "لاحقًا",
};
