// Kin: words of everyday English that are used for one another when people ask.

package text

import (
	"strings"
	"sync"
)

// kin are groups of words that ask for, or tell, the same sort of thing: what
// one text calls founding, another calls setting up. They are wider than
// synonyms, so a match counts for less. A form of two words is a verb with its
// particle. Words stand in the form that a dictionary has.
const kin = `
found establish start begin create set-up launch form originate inception origin foundation inaugurate
close shut cease end fold wind-up stop close-down shut-down finish terminate closure
open inaugurate launch start opening unveil
bear birth birthplace native come-from
die death dead pass-away perish decease
build construct erect put-up construction make builder
rebuild restore reconstruct put-up renovate repair
design architect draw plan designer
make produce manufacture build production output maker manufacturer assemble turn-out
rescue save pick-up
chart map survey
wreck sink lose go-down founder
employ workforce worker staff employee headcount payroll job personnel work labour people
population inhabitant resident people
visitor visit guest attendance footfall
own owner ownership stake majority hold shareholder investor share belong
lead head run boss manage director chief in-charge leader manager steer
succeed inherit take-over replace follow successor heir
cost price expensive pay charge fee spend expense worth
cheap low inexpensive
earn income wage salary pay revenue
length long
height tall high
weight heavy weigh
width wide broad
depth deep
age old
distance far away
speed fast quick
duration long last time
size large big dimension measure area
capacity power rating hold strength
large big huge giant great vast sizeable
small tiny little minor
fast quick rapid swift speedy
early first initial original
last final latest
main chief principal leading primary key
supply deliver provide furnish supplier vendor
deliver ship shipment delivery hand-over
win get award receive gain secure land go-to prize
give grant donate award present hand-over
buy purchase acquire acquisition buyer customer
sell sale seller
rent lease hire
teach train training teacher coach instruct educate
learn study train
help support aid assist assistance
allow permit let enable
forbid ban prohibit
need require must requirement
want wish aim goal target plan intend hope
target goal aim objective
expect forecast predict anticipate foresee outlook
say state remark tell comment declare announce claim mention quote
announce declare unveil reveal
praise compliment laud commend welcome
criticise criticize blame complain object oppose
worry fear anxiety concern scare afraid dread
problem issue trouble difficulty challenge obstacle
reason cause why because explanation
result consequence effect outcome lead-to
benefit advantage gain help profit
grow increase rise expand climb growth go-up jump surge expansion
fall decrease decline drop shrink go-down reduction
reduce cut lower shorten slash trim bring-down
improve upgrade better enhance upgrading
double twice twofold
share percentage proportion part portion fraction percent
half fifty
number count total quantity amount how-many figure
annual yearly year
monthly month
begin start commence kick-off
continue keep go-on carry-on
join enter partner team-up
partner ally associate collaborator teammate counterpart
cooperate collaborate work-together partnership cooperation collaboration
company firm business maker enterprise corporation group manufacturer brand
factory plant works facility site assembly
headquarters base seat head-office home
town city place municipality
country nation state
province region county district
place site location spot where
house building home
ship vessel boat
picture photo photograph image shot snap
photographer shoot take cameraman camera credit
article text report story piece
phone telephone call ring number contact
email e-mail mail address contact
chief executive boss ceo
minister politician official
governor leader
author writer write
child kid youngster teenager
pupil student learner
doctor physician
money cash fund funding finance
invest investment put-money spend
investor shareholder backer
loan credit lend borrow
tax duty levy
law rule regulation act
court judge trial lawsuit sue case
war conflict battle
fight battle oppose
protest strike demonstrate petition demonstration
damage destroy ruin burn
fire blaze burn
storm gale
flood water
accident crash disaster
injure hurt wound
kill die death dead victim
use employ utilise apply operate serve
serve support supply handle cover accommodate
operate run work active
show display exhibit exhibition fair depict present illustrate
exhibition fair show expo
attend visit join take-part
travel go move journey
arrive reach come
leave depart quit
carry transport haul move ship load
load put-on
road street way
train rail railway
bridge crossing
river stream water
sea ocean offshore
harbour harbor port
island isle
mountain hill peak
food meal dish eat
drink beverage
book reserve booking reservation
cancel call-off refund
return send-back give-back
exchange swap replace
order purchase request
pay payment settle
free gratis nothing no-charge
open opening-hours hours
member membership join
bring take along
wear clothes
sick ill unwell
animal pet
gift present
name call title nickname dub
mean stand-for meaning definition define
consist include contain comprise make-up part
type kind sort category
example instance
difference differ contrast compare
same equal identical
near close nearby beside
far distant remote
inside within indoors
outside abroad beyond
abroad overseas foreign international
foreign international overseas
local domestic native
modern new recent current today
old ancient former historic
future coming next ahead
past former previous earlier
clean green environmental ecological sustainable
smart intelligent clever
strong powerful power robust strength
weak feeble
safe secure safety security
danger dangerous risk
difficult hard tough
easy simple
famous known celebrated
popular favourite favorite like best-loved
rich wealthy
beautiful pretty
happy glad pleased
hot warm heat
cold cool chill
wet rain damp
dry arid
quiet silent calm
loud noise
light bright
dark black
connect link join tie
separate divide split
measure gauge
weigh weight
test try trial try-out
discover find detect
search look-for seek
choose pick select
agree accept approve
refuse reject deny decline
send ship dispatch
keep hold store
protect guard
attack hit strike
rule govern
vote elect election
marry wife husband spouse wed
relate relative family niece nephew son daughter cousin brother sister uncle aunt
trade profession occupation job merchant work
rank place position ranking
lead top first ahead leader
record peak most highest maximum
minimum lowest least
average mean
develop development create work-out research
research study science investigate r&d
technology tech technical know-how
software program code
speed-up accelerate shorten
change alter adjust transform transformation modify shift
adjust change revise amend
policy rule approach treatment
demand need consumption appetite
consume use consumption
network grid web
`

var kinGroups = sync.OnceValue(func() map[string][]int {
	groups := map[string][]int{}
	for i, line := range strings.Split(strings.TrimSpace(kin), "\n") {
		for w := range strings.FieldsSeq(line) {
			w = strings.ReplaceAll(w, "-", " ")
			groups[w] = append(groups[w], i)
		}
	}
	return groups
})

// Kin gives the numbers of the groups of words for the same sort of thing that
// an English word, or a verb with its particle, belongs to in any of its forms;
// none for most words.
func Kin(w string) []int {
	groups := kinGroups()
	if g := groups[w]; g != nil {
		return g
	}
	first, rest, two := strings.Cut(w, " ")
	for _, l := range lemmas(first) {
		if two {
			l += " " + rest
		}
		if g := groups[l]; g != nil {
			return g
		}
	}
	return nil
}
