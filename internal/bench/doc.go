// Package bench measures internal/answer/search beside its peers, bleve and SQLite's
// FTS5, on the same texts and questions in one run.
//
// It is a module of its own, so that the peers are no part of the product. base.go
// makes up bases of any size and reads sets of labelled questions, engine.go has the
// engines behind one interface, measure.go builds them and asks, report.go writes the
// table and draws the picture. The command report does all of it:
//
//	cd internal/bench
//	go run ./report -plot ../../.assets/search.png
//
// takes some ten minutes with its million facts, and
// -sizes 1000,10000 a few seconds. The benchmarks are for a single figure:
//
//	go test -bench 'Search/autofacts'
//
// Every engine gets what it does best with: bleve its builder for indexes that are
// written once, and its English analyser, which stems and leaves out stop words; FTS5
// its porter tokenizer, its optimised form, room for all of its pages, and questions
// without the words that bleve leaves out, since it has no such list. Ours looks for
// every word. All are asked for the ten best facts, by one goroutine.
package bench
