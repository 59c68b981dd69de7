// Command report measures the engines of package bench, prints a table of what they
// did in Markdown, and draws it.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"autofacts/internal/bench"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
}

func run(args []string, out, progress io.Writer) error {
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	sizes := flags.String("sizes", "1000,10000,100000,1000000", "how many facts the made-up bases have")
	questions := flags.Int("questions", 2000, "how many questions are made up for each")
	atMost := flags.Duration("time", 2*time.Minute, "how long an engine is asked, beyond a hundred questions")
	data := flags.String("data", "", "a folder of sets of labelled questions to measure as well")
	plot := flags.String("plot", "", "where to draw the picture, a PNG")
	edits := flags.Int("edits", 1000, "how many facts are edited in each made-up base; 0 for none")
	if err := flags.Parse(args); err != nil {
		return err
	}
	bases, err := bases(*sizes, *questions, *data)
	if err != nil {
		return err
	}
	var results []bench.Result
	var changed []bench.Edit
	for _, base := range bases {
		b := base()
		for _, m := range bench.Makers() {
			r, err := bench.Measure(m, b, *atMost)
			if err != nil {
				return err
			}
			fmt.Fprintf(progress, "%+v\n", r)
			results = append(results, r)
		}
		if b.Labels == nil && *edits > 0 {
			changed = append(changed, bench.MeasureEdits(b, *edits))
		}
	}
	if err := bench.Table(out, results); err != nil {
		return err
	}
	for _, e := range changed {
		fmt.Fprintf(out, "\nOne of %d facts changed: p50 %v, p99 %v, the slowest %v.\n", e.Facts, e.P50, e.P99, e.Max)
	}
	if *plot == "" {
		return nil
	}
	picture, err := bench.Plot(results)
	if err != nil {
		return err
	}
	return os.WriteFile(*plot, picture, 0o644)
}

// bases gives what is to be measured; a large base is made when its turn comes.
func bases(sizes string, questions int, data string) ([]func() bench.Base, error) {
	var out []func() bench.Base
	for s := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("-sizes: %q is no number of facts", s)
		}
		out = append(out, func() bench.Base { return bench.Synthetic(n, questions, 1) })
	}
	if data == "" {
		return out, nil
	}
	sets, err := bench.Sets(data)
	if err != nil {
		return nil, err
	}
	for _, b := range sets {
		out = append(out, func() bench.Base { return b })
	}
	return out, nil
}
