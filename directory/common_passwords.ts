/**
 * The passwords that turn up most in published lists of leaked ones, in lower case: words and
 * names that people put digits behind, and whole strings. Guessing programs try them first.
 */

const WORDS = `
password passwort passwd passw0rd p@ssword p@ssw0rd pa$$word pa$$w0rd passpass motdepasse
contrasena contraseña senha parola haslo wachtwoord salasana lozinka geheim secret topsecret
admin administrator administrateur root toor user username guest default changeme changeit letmein
letmeinnow welcome welcome1 willkommen bienvenue benvenuto bienvenido access login logon logmein
master masterkey system server oracle cisco manager support service office computer internet
network windows microsoft google facebook twitter youtube linkedin myspace samsung nokia apple
macintosh iphone android test testing tester test1234 testtest demo sample temp temporary
hello hallo hellohello helloworld hola bonjour ciao goodmorning goodbye whatever nothing nopass
nopassword mypassword mypass yourpassword thepassword newpassword oldpassword password1password
trustno1 trustnoone iloveyou iloveyou1 iloveu iloveme ilovegod ilovejesus loveyou loveme lovely
lover lovers lovelove forever foreverlove together always sweetheart sweetie sweety sweetness honey
honeybee darling baby babyboy babygirl babygurl babyface princess princesa queen king kingdom
prince angel angels angelica angel123 heaven jesus jesuschrist jesus1 christ christian god godisgood
blessed blessing faith grace hope peace freedom liberty justice glory spirit family mother father
mommy mummy daddy brother sister friend friends bestfriend friendship
monkey dragon tiger lion eagle falcon hawk panther cougar leopard jaguar wolf wolves wolfpack bear
bears buster puppy kitty kitten kittykat hellokitty doggie dolphin dolphins turtle rabbit bunny
butterfly spider snake scorpion shark horses ponies pony horse elephant giraffe penguin pinguin
chicken duck ducks cowboy cowboys bulldog bulldogs bigdog ladybug unicorn phoenix raven ravens
chocolate cookie cookies cupcake candy vanilla cherry apples banana orange lemon strawberry pumpkin
pepper ginger peanut coffee cheese pizza butter sugar honeydew pickle tomato potato popcorn
cocacola pepsi snickers twinkle muffin brownie pancake waffle noodle
sunshine sunflower sunny summer summertime winter autumn spring flower flowers rainbow rain
moonlight moonbeam moon star stars starlight starfish starwars startrek galaxy universe planet earth
ocean beach island river mountain forest nature thunder lightning storm hurricane tornado fire
firefly fireball fireman phoenix1 diamond crystal silver golden gold platinum emerald sapphire ruby
purple yellow green blue black white pink redrum scarlet violet
football football1 fussball futbol soccer baseball basketball basket hockey tennis golf golfer
golfing volleyball softball swimming runner skater skate surfing surfer snowboard boxing wrestling
karate ninja samurai warrior warriors soldier hunter hunting fishing fisher racing racecar nascar
motocross yamaha suzuki kawasaki honda toyota nissan ferrari porsche mercedes corvette camaro mustang
mustang1 challenger charger chevy chevrolet dodge jeep harley harleydavidson bmw audi volkswagen
lamborghini subaru
liverpool arsenal chelsea manchester manutd manunited everton tottenham barcelona realmadrid juventus
intermilan acmilan benfica sporting fenerbahce galatasaray besiktas celtic rangers newcastle
westham yankees redsox cubs steelers patriots packers lakers broncos raiders eagles giants dodgers
phillies braves redskins bulls celtics spurs canucks maverick mavericks chargers buckeyes gators
batman superman spiderman ironman wolverine hulk xmen avengers captain robin catwoman joker hannibal
godzilla gandalf frodo legolas hobbit merlin arthur excalibur camelot matrix neo trinity morpheus
terminator predator aliens alien jedi yoda vader darthvader skywalker luke chewbacca stargate babylon5
startrek1 enterprise voyager picard spock pokemon pikachu charizard naruto sasuke sakura goku vegeta
dragonball dragonballz sailormoon bleach inuyasha mario luigi zelda sonic nintendo playstation xbox
xbox360 gamecube gameboy gamer minecraft fortnite roblox warcraft starcraft counter counterstrike
halflife quake doom diablo runescape worldofwarcraft callofduty assassin assassins gta5 roblox123
mickey mickeymouse minnie donald donaldduck goofy pluto snoopy scooby scoobydoo garfield simpsons
bartsimpson homer homersimpson southpark cartman tweety tigger winnie poohbear pooh piglet eeyore
barbie barney elmo disney spongebob patrick bugsbunny tinkerbell pokemon1
metallica nirvana slipknot linkinpark greenday eminem tupac 2pac 50cent beatles beatles1 elvis
pinkfloyd ledzeppelin acdc ironmaiden megadeth pantera slayer korn blink182 coldplay radiohead u2
madonna britney beyonce rihanna shakira mariah justinbieber onedirection hannahmontana jonasbrothers
guitar guitarist music musica piano drummer drums bassman trumpet saxophone violin dance dancer
dancing singer rockstar rocknroll rockon rocker hiphop reggae techno jazz blues bluesman disco
michael michelle jennifer jessica ashley amanda nicole daniel daniela danielle anthony andrew andrea
andreas joshua matthew christopher christina christine robert roberto thomas william richard charles
charlie joseph george jordan jordan23 justin brandon brian steven stephen stephanie patricia patrick1
elizabeth margaret barbara linda susan sandra sharon karen laura sarah rachel rebecca melissa megan
lauren heather hannah samantha alexander alexandra alexandre alexis alejandro alejandra carlos
fernando francisco miguel antonio gabriel gabriela gabriele isabella isabelle sophie sophia olivia
emily madison natalie natasha victoria vanessa veronica valentina valentin valeria monica jasmine
jasmin crystal1 tiffany brittany courtney kimberly katherine catherine caroline carolina charlotte
chelsea1 cheyenne dakota austin dallas houston texas denver london paris berlin moscow madrid
boston chicago newyork brooklyn california florida america american canada mexico brasil brazil
england ireland scotland australia germany deutschland france italia espana portugal
jackson johnson wilson anderson taylor martin martinez thompson garcia rodriguez robinson hernandez
lopez gonzalez scott scooter parker cooper turner tucker mitchell phillips campbell murphy bailey
maxwell maxime vincent victor oliver oscar oliver1 leonardo lorenzo giovanni giuseppe francesco
francesca alessandro alessandra federico simone stefano stefan sebastian benjamin jonathan nathan
nicholas nicolas zachary tyler dylan logan mason hunter1 aaron adam adrian albert alfred allison
amber angela anna annie arthur1 beatrice bernard bianca brenda bruce bryan caitlin cameron cassie
cecilia chris claire claudia connor curtis cynthia david debbie deborah dennis denise derek diana
diane dominic dominique donna douglas dustin edward eileen elaine eleanor emma eric erica erik ethan
evelyn felix frances frank freddy frederic gary genesis gerald gloria gordon gregory harold harry
harrypotter helen henry hector howard isaac ivan jackie jacob jake james jamie jason jeffrey jeremy
jerome jesse joanna johnny johnson1 jose juan julian juliana julie juliet katie keith kelly kenneth
kevin kristen kristina lawrence leslie lewis louise lucas lucky lucky13 marcus maria mariana marie
marina mario1 marshall martha marvin mary maurice melanie mercedes1 miranda molly morgan nancy naomi
natalia nathalie norman pamela paul pauline peter philip phillip preston quentin ralph raymond regina
ricardo ricky roger ronald rosemary russell ryan sabrina sally samuel santiago savannah sergio shannon
shelby sierra silvia spencer stanley stella steve sydney sylvia tamara teresa theresa timothy tracy
travis trevor valerie walter warren wendy wesley whitney yvonne yolanda
shadow shadow1 ghost phantom demon devil lucifer satan vampire zombie monster skull killer killer1
killers assassin1 sniper rambo rocky bandit pirate outlaw gangster gangsta hacker hacked hackme
destroyer nightmare darkness darkside midnight blackcat blackbird blackjack poker casino vegas jackpot
lucky7 lucky777 fortune money moneymoney cashmoney dollar dollars million millionaire business success
winner champion champions victory legend legends hero heroes superstar supergirl superhero wonderwoman
wonderful beautiful gorgeous pretty prettygirl sexygirl sexy sexybitch hottie hotstuff cutie cutiepie
bubbles bubblegum bubba smile smiley smiles happy happy1 happyday happiness laugh lollol lollipop
crazy crazygirl cool coolguy coolgirl cooldude dude dudeman bigboy bigdaddy bigman bigbird bigtits
biteme bitchass bullshit asshole fuckyou fuckyou1 fuckoff fuckme fucker motherfucker shithead suckit
pussycat playboy player gamer123 looser loser stupid idiot dumbass retard
student teacher school college university highschool science physics chemistry history english spanish
doctor nurse police army marine marines airforce navy pilot airplane helicopter rocket apollo apollo13
jupiter saturn mercury neptune pluto1 venus zeus athena hercules achilles spartan spartans trojan
trojans titanic olympia olympus pegasus poseidon
creative design designer freedom1 peaceful imagine believe dreamer dreams sweetdreams fantasy magic
magician mystery wizard sorcerer witch wicked charmed secret1 private personal security secure
qwerty qwertz azerty qwerty1 qwertyu qwertyui qwertyuiop qwertyqwerty qweqwe qweqweqwe qweasd qweasdzxc
qwerasdf qwerasdfzxcv asdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asdfasdf asdasd asdasdasd asdzxc
zxcvbn zxcvbnm zxcvzxcv zxczxc zxcasdqwe qazwsx qazwsxedc qazxsw qazqaz wsxedc edcrfv poiuytrewq
poiuyt lkjhgfdsa mnbvcxz mnbvcx abc abcd abcde abcdef abcdefg abcdefgh abcabc aaa aaaa qwe asd zxc xxx
йцукен йцукенг пароль любовь наташа gfhjkm ghbdtn kexibq vfrcbv
`;

const STRINGS = `
12345678 123456789 1234567890 0123456789 9876543210 987654321 87654321 11223344 1122334455 112233445566
12341234 12344321 123123123 123321123 123454321 1234554321 12345654321 123456123456 123456654321
147258369 159357456 159753456 147852369 741852963 963852741 789456123 789654123 321654987 456789123
13579246 24681012 135792468 246813579 31415926 314159265 27182818 10203040 102030405 01012000 01011990
19841984 19851985 19861986 19871987 19881988 19891989 19901990 20002000 20202020 20212021
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz1qaz 2wsx3edc 3edc4rfv q1w2e3r4
q1w2e3r4t5 q1w2e3r4t5y6 zaq12wsx zaq1zaq1 zaq1xsw2 xsw23edc !qaz2wsx 1qaz@wsx qwer1234 1234qwer
asdf1234 1234asdf zxcv1234 a1b2c3d4 a1b2c3d4e5 a1s2d3f4 abc123abc abcd1234 1234abcd abc12345 12345abc
abcde12345 aa123456 aa12345678 a123456789 a12345678 qq123456 qwe123qwe 123qweasd 123qweasdzxc 123qwe123
qaz123wsx wsx123qaz asd123asd zxc123zxc 1a2b3c4d 1a2s3d4f pass1234 pass1word password! p4ssw0rd
p455w0rd pa55word pa55w0rd passw0rd1 l3tm31n adm1n123 admin123 admin1234 admin@123 root1234 user1234
test12345 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 welcome123 welcome@123 monkey123
dragon123 love1234 loveyou2 iloveyou2 ihateyou letmein123 changeme123 abc@1234 abc@123456 pass@123
pass@word p@ssw0rd1 p@ssword1 summer2023 summer2024 winter2024 spring2024 autumn2024 hunter22
correcthorsebatterystaple thisisapassword mynameis whatismypassword idontknow forgetit forgotten
dontforget remember rememberme openup opensesame sesame letmeinplease enterpassword typepassword
blahblah blablabla lalalala nananana hahahaha hehehehe jajajaja xoxoxoxo 12qwaszx 1234rewq qwaszx12
drowssap nimda321 321qwerty ytrewq321 000webhost 7777777a 5201314a woaini1314 woaini520 g_czechout
`;

/** Every entry is in lower case; look up the folded password. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `${WORDS} ${STRINGS}`.trim().split(/\s+/),
);
