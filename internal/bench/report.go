package bench

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"math"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// Table writes results as a table in Markdown.
func Table(w io.Writer, results []Result) error {
	b := new(bytes.Buffer)
	b.WriteString("| facts | engine | build | memory | on disk | p50 | p99 | right |\n|---:|---|---:|---:|---:|---:|---:|---:|\n")
	last := ""
	for _, r := range results {
		facts := thousands(r.Facts)
		if r.Base != synthetic {
			facts = r.Base + ", " + facts
		}
		shown := facts
		if facts == last {
			shown = ""
		}
		last = facts
		fmt.Fprintf(b, "| %s | %s | %.2f s | %s | %s | %s | %s | %.1f %% |\n", shown, r.Engine, r.Build.Seconds(),
			each(r.Heap, r.Facts), each(r.Files, r.Facts), millis(r.P50), millis(r.P99), 100*r.Right)
	}
	_, err := b.WriteTo(w)
	return err
}

// each gives bytes a fact.
func each(size int64, facts int) string {
	if size <= 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f B", float64(size)/float64(facts))
}

func millis(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	digits := max(0, 1-int(math.Floor(math.Log10(max(ms, 1e-3)))))
	return fmt.Sprintf("%.*f ms", min(digits, 3), ms)
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// A panel is one of the two halves of the picture.
type panel struct {
	title string
	lines []line
}

// A line is how an engine's figure grows with the base.
type line struct {
	name   string
	color  color.Color
	dashes []vg.Length
	points plotter.XYs
}

// Plot draws latency and memory of the made-up bases against their size, both axes
// logarithmic, as a PNG.
func Plot(results []Result) ([]byte, error) {
	latency := panel{title: "time a question, ms (dashed: p99)"}
	memory := panel{title: "bytes a fact, memory and disk together"}
	for i, m := range Makers() {
		p50, p99 := line{name: m.Name, color: shade(i)}, line{color: shade(i), dashes: []vg.Length{4, 3}}
		size := line{name: m.Name, color: shade(i)}
		for _, r := range results {
			if r.Engine != m.Name || r.Base != synthetic {
				continue
			}
			x := float64(r.Facts)
			p50.points = append(p50.points, plotter.XY{X: x, Y: ms(r.P50)})
			p99.points = append(p99.points, plotter.XY{X: x, Y: ms(r.P99)})
			size.points = append(size.points, plotter.XY{X: x, Y: math.Max(1, float64(r.Heap+r.Files)/x)})
		}
		latency.lines = append(latency.lines, p50, p99)
		memory.lines = append(memory.lines, size)
	}
	return paint(latency, memory)
}

func ms(d time.Duration) float64 { return max(float64(d), 1) / float64(time.Millisecond) }

// shade gives each engine the colour that internal/chart gives a series.
func shade(i int) color.Color {
	shades := []color.RGBA{{0x2E, 0x7D, 0x5B, 0xFF}, {0xE8, 0xB0, 0x4A, 0xFF}, {0x5B, 0x6B, 0x7B, 0xFF}}
	return shades[i%len(shades)]
}

func (p panel) plot() (*plot.Plot, error) {
	out := plot.New()
	out.Title.Text, out.X.Label.Text = p.title, "facts"
	out.X.Scale, out.Y.Scale = plot.LogScale{}, plot.LogScale{}
	out.X.Tick.Marker, out.Y.Tick.Marker = powers(), powers()
	out.Legend.Top, out.Legend.Left = true, true
	for _, l := range p.lines {
		if len(l.points) == 0 {
			continue
		}
		drawn, dots, err := plotter.NewLinePoints(l.points)
		if err != nil {
			return nil, err
		}
		drawn.Color, drawn.Width, drawn.Dashes = l.color, 2, l.dashes
		dots.Color, dots.Shape = l.color, draw.CircleGlyph{}
		out.Add(drawn, dots)
		if l.name != "" {
			out.Legend.Add(l.name, drawn)
		}
	}
	out.Y.Min, out.Y.Max = math.Pow(10, math.Floor(math.Log10(out.Y.Min))), 10*out.Y.Max // room for the legend
	return out, nil
}

// powers marks powers of ten.
func powers() plot.Ticker {
	return plot.TickerFunc(func(low, high float64) []plot.Tick {
		var out []plot.Tick
		for e := math.Floor(math.Log10(low)); math.Pow(10, e) <= high*1.0001; e++ {
			v := math.Pow(10, e)
			label := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.6f", v), "0"), ".")
			if v >= 1 {
				label = thousands(int(math.Round(v)))
			}
			out = append(out, plot.Tick{Value: v, Label: label})
		}
		return out
	})
}

func paint(panels ...panel) ([]byte, error) {
	const width, height, dpi = 760, 320, 108
	canvas := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(color.White))
	row := make([]*plot.Plot, len(panels))
	for i, p := range panels {
		var err error
		if row[i], err = p.plot(); err != nil {
			return nil, fmt.Errorf("draw %q: %w", p.title, err)
		}
	}
	tiles := draw.Tiles{Rows: 1, Cols: len(row), PadX: 20, PadTop: 8, PadBottom: 8, PadLeft: 8, PadRight: 16}
	for i, c := range plot.Align([][]*plot.Plot{row}, tiles, draw.New(canvas))[0] {
		row[i].Draw(c)
	}
	var buf bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: canvas}).WriteTo(&buf); err != nil {
		return nil, fmt.Errorf("write the picture: %w", err)
	}
	return buf.Bytes(), nil
}
