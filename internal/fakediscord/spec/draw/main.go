// Command draw takes from Discord's OpenAPI file what the emulator needs to refuse what Discord refuses: the list of
// operations and the schemas of all JSON request bodies, without descriptions, in one compressed file.
//
// On the way it makes three kinds of changes, each of them in one function below:
//
//   - narrow: limits that the documentation states more strictly than the specification;
//   - relax: values that Discord takes in two spellings (a bounded integer or a snowflake as number or as digits);
//   - union: "one of these shapes" becomes "look at type, then at that shape", so that a refusal names the field that
//     is wrong instead of every shape that did not fit.
//
// Run it with `go generate ./internal/fakediscord/spec`; DISCORD_OPENAPI or -spec says where the OpenAPI file lies.
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
)

// defaultSpec is where the OpenAPI file lies when nothing else is said: beside the project, as seen from the package.
const defaultSpec = "../../../../shared/discord/openapi.json"

func main() {
	if err := run(os.Args[1:], os.Getenv, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "draw:", err)
		os.Exit(1)
	}
}

func run(args []string, getenv func(string) string, out io.Writer) error {
	flags := flag.NewFlagSet("draw", flag.ContinueOnError)
	from := flags.String("spec", cmp.Or(getenv("DISCORD_OPENAPI"), defaultSpec), "Discord's OpenAPI file")
	to := flags.String("out", "requests.json.gz", "file to write")
	if err := flags.Parse(args); err != nil {
		return err
	}
	raw, err := os.ReadFile(*from)
	if err != nil {
		return fmt.Errorf("the specification: %w", err)
	}
	drawn, err := draw(raw)
	if err != nil {
		return fmt.Errorf("%s: %w", *from, err)
	}
	packed, err := pack(drawn)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %d bytes, %d compressed\n", *to, len(drawn), len(packed))
	return os.WriteFile(*to, packed, 0o644)
}

func pack(b []byte) ([]byte, error) {
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
