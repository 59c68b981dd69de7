//go:build race

package eval_test

// underRace says that the race detector is on: what only measures answers, a
// question after the other, is left to the plain run, which takes a tenth of the time.
const underRace = true
