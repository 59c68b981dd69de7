// Light words: those that carry no matter of their own.

package text

import (
	"strings"
	"sync"
)

// The words that carry no matter of their own, by language: a question may hold
// any of them without asking for something else. They are function words, words
// of talk ("argument", "curious") and the wh-words, which package answer reads
// for themselves.
const (
	lightEN = "huh smth sth ngl rly fr cap legit deadass honest fact fiction went goes gone going past mil like am im ive id ill youre theyre thats theres lets gonna don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ll ve re a an the this that these those such it its itself they them their theirs he him his she her hers we us our you your yours u ur i me my mine myself one ones some any each every all both either neither no none other others another same " +
		"of in on at by for to from with within without into onto over under about above below between among across through during before after since until till as than per via up down out off around near along against toward towards " +
		"and or but nor so yet if then else because while whereas although though whether unless n nd r b c " +
		"is are was were be been being am do does did done doing have has had having can could shall should will would may might must ought let lets get gets got gotten getting go goes going gonna wanna gotta come comes use " +
		"what which who whom whose when where why how whats whos wheres hows whens whys wat wot whatcha whichever whatever whoever " +
		"not dont doesnt didnt isnt arent wasnt werent wont cant couldnt ain aint " +
		"there here now today currently presently at present ever never always often just only even also too very really quite rather pretty so much many more most less least lot lots bit kind kinda sort sorta type thing things stuff way ways bunch couple few several " +
		"mister madam sir aye eh wah lah leh crikey blimey gosh gee wow whoa ugh hiya howdy cheers och tae bruv fam pal chap lad lads lass yall dunno blah " +
		"please pls plz thanks thank thx ty hi hey hello yo oi ok okay okey well oh ah hmm um uh erm er like basically literally actually honestly anyway anyways btw fyi imo imho lol lmao haha tho tbh idk afaik iirc asap quick quickly question questions q ask asks asked asking wonder wondering wondered curious know knows knew known knowing tell tells told telling say says said saying think thinks thought believe guess suppose mean means meant remember recall forget heard hear hears read reads reading see sees saw seen look looks looked looking find finds finding found want wants wanted need needs needed like love give gives gave given show shows shown explain describe mention mentions mentioned state states stated according accordingly article articles text source sources piece report reports reported says author's base database data info information detail details fact facts figure figures number numbers numeric amount quantity total totals count sum exact exactly precise precisely approximately approx roughly about around nearly almost overall altogether combined entire entirely whole " +
		"argument argue arguing friend friends mate mates buddy colleague colleagues boss brother sister dad mom mum uncle aunt professor prof teacher class homework essay slide slides presentation deck school work job meeting quiz pub bar lunch dinner cousin wife husband roommate neighbour neighbor guy guys folks folk man dude bro mr mrs someone somebody anyone anybody everyone everybody people person name names named called call calls " +
		"right wrong true false correct yes yeah yep nope nah sure certain certainly indeed maybe perhaps probably possible possibly apparently supposedly supposed seems seem appears exactly again once still already anymore else instead actually really help helps helping wait sorry excuse quickly simply simple short long-winded real actual actually aggregate ballpark calendar confirm confirms grand outright coworker coworkers teammate bet bets swear swears swore claim claims claimed pub yesterday tomorrow tonight clue curiosity genuinely literally vague rough hence thus therefore however moreover furthermore specifically particular particularly regarding concerning respect terms context basis based calculate estimate estimated volume level brief briefly answer answers answered reply please kindly possible able manage managed manages make-believe happen happens happened happening take takes took taken put puts set sets keep keeps kept turn turns turned end ended ends start started starts begin began bring brings brought hold holds held stand stands stood " +
		"amount amounts amounted amounting stay stays stayed become becomes became unit units something anything nothing lie lies lying lay located situated sits sit cover covers covered covering span spans spanned belong belongs belonging consist consists include includes included including contain contains comprise comprises reach reached reaches hit hits numbered volume versus bit part mr good great nice cool awesome interesting interested big new old first last next previous prior latest recent recently long short high low much far soon late early time times day days moment while minute second thing year years yr yrs month months week weeks date dates period"
	lightZH = "贵 方 达 的 了 是 在 有 和 与 及 或 吗 呢 吧 啊 呀 么 什 哪 谁 几 多 少 个 辆 位 家 些 里 儿 为 何 怎 样 请 问 告 诉 我 你 他 她 它 们 这 那 其 中 到 从 对 于 由 被 把 将 会 能 可 以 要 想 知 道 说 称 据 年 月 日 第 共 总 约 大 最 也 都 就 还 又 并 等 之 所 上 下 内 外 去 今 明 前 后"
	lightFR = frWords + " veuillez indiquer indiquez preciser precisez donner donnez nommer nommez citer citez cite citee quel quelle quels quelles apres paragraphe ce c j je tu nous vous ils elles on ne n pas plus moins tres bien aussi donc alors mais ou si y en leur leurs son sa ses mon ma mes ton ta tes notre votre lui eux etre avoir fait faire peut peux pouvez dire dit dites savoir sais connaitre nombre total article texte selon bonjour salut merci svp s'il plait annee ans mois derniere dernier passee environ quelqu'un moi toi t ca cela lors pendant entre sous vers chez contre sans apres avant comment combien"
	lightDE = deWords + " nenne nennen nenn gib geben angeben bitte laut absatz gemass ich du sie er es wir ihr mir dir uns euch man sein seine seinen seiner ihre ihren ihrer sich auch noch schon nur sehr mehr weniger dann denn dass ob wenn aber oder als an am beim vom durch gegen ohne unter zwischen haben hatte hatten kann kannst konnen konnte sagen sag sagt gesagt wissen weiss anzahl zahl insgesamt artikel text laut hallo danke bitte jahr jahre jahren jahres monat monate letzten letztes letzte vergangenen ungefahr etwa welches wieso weshalb woher wohin wieviele gibt gab mal da dort hier jetzt"
	lightES = esWords + " indique indiqueme indicar senale diga digame nombre mencione segun parrafo yo tu usted ustedes nosotros ellos ellas me te le les nos su si no muy tambien entonces pero ni lo esto esta este estos estas ese esa eso aquel ser estar haber tener tiene tienen tuvo puede puedes podria decir dice dijo saber sabe sabes numero total articulo texto hola gracias favor ano anos mes meses pasado pasada ultimo aproximadamente hacia desde hasta sobre sin segun entre contra durante cuya cuyo"
	lightPT = ptWords + " indique indicar aponte diga cite mencione segundo paragrafo maneira eu tu voce voces nos eles elas me te lhe lhes seu sua seus suas si nao muito tambem entao mas nem isso isto este esta estes estas esse essa aquele ser estar haver ter tem teve pode podes poderia dizer diz disse saber sabe sabes numero total artigo texto ola obrigado obrigada favor ano anos mes meses passado passada ultimo aproximadamente desde ate sobre sem segundo entre contra durante pela pelo pelas pelos foi la"
)

// light holds the lists as sets. They are made once and never change.
var light = sync.OnceValue(func() map[string]map[string]bool {
	sets := map[string]map[string]bool{}
	for lang, list := range map[string]string{"en": lightEN, "zh": lightZH, "fr": lightFR, "de": lightDE, "es": lightES, "pt": lightPT} {
		sets[lang] = map[string]bool{}
		for _, w := range strings.Fields(list) {
			sets[lang][w] = true
		}
	}
	return sets
})

// Light reports whether a token carries no matter in its language.
func Light(t Token, lang string) bool {
	w := t.Norm
	set := light()[lang]
	switch {
	case lang == "zh" && t.Han, set != nil && lang != "en" && lang != "zh":
		return set[w]
	}
	set = light()["en"]
	if i := strings.IndexByte(w, '\''); i >= 0 {
		if set[w[:i]+w[i+1:]] { // don't
			return true
		}
		w = w[:i]
	}
	if w == "us" && t.Surface == "US" {
		return false
	}
	return len(w) == 1 && (w[0] < '0' || w[0] > '9') || set[w]
}
