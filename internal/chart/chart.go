// Package chart draws series as a picture: series in, PNG out.
//
// One kind of chart is enough for what a moderator looks at, columns by day with
// the series stacked, so there is one. The package knows nothing of what the
// numbers mean, reads no clock and no file (the letters are part of the
// library), and draws the same picture for the same series.
package chart

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// A Chart is a number of series over the same columns, stacked on each other.
type Chart struct {
	Title  string
	Labels []string // of the columns, from left to right
	Series []Series // the first lies at the bottom
}

// A Series has a value for each column, none of them negative.
type Series struct {
	Name   string
	Values []float64
}

const (
	// width and height are of the picture in points; at dpi they give 960 × 480
	// pixels, which Discord shows without shrinking it on a desktop.
	width  vg.Length = 640
	height vg.Length = 320
	dpi              = 108
	// maxLabels is how many columns are labelled: more would run into each other.
	maxLabels = 12
	// maxColumns bounds a picture; beyond it a column is thinner than a pixel.
	maxColumns = 750
	// maxSteps is how many steps the scale has: fewer than lines of text fit
	// beside it, enough to read a column off.
	maxSteps = 6
	// filled is the part of a column's place that the column takes.
	filled = 0.75
)

// PNG draws the chart. The error says in words what is wrong with the series.
func (c Chart) PNG() ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("draw the chart: %w", err)
	}
	p := plot.New()
	p.Title.Text = c.Title
	p.Y.Min, p.Y.Max = 0, math.Max(1, c.highest()*1.15)
	p.Y.Tick.Marker = plot.TickerFunc(wholeTicks)
	p.X.Tick.Marker = plot.ConstantTicks(c.labels())
	p.X.Min, p.X.Max = -0.5, float64(len(c.Labels))-0.5
	p.Legend.Top, p.Legend.Left = true, true
	grid := plotter.NewGrid()
	grid.Vertical.Color = nil
	grid.Horizontal.Color = color.Gray{0xDD}
	p.Add(grid)
	if err := c.stack(p); err != nil {
		return nil, fmt.Errorf("draw the chart: %w", err)
	}
	return paint(p)
}

func (c Chart) check() error {
	if len(c.Labels) == 0 || len(c.Series) == 0 {
		return errors.New("there is nothing to draw")
	}
	if len(c.Labels) > maxColumns {
		return fmt.Errorf("%d columns are more than the %d that can be told apart", len(c.Labels), maxColumns)
	}
	for _, s := range c.Series {
		if len(s.Values) != len(c.Labels) {
			return fmt.Errorf("series %q has %d values for %d columns", s.Name, len(s.Values), len(c.Labels))
		}
		for _, v := range s.Values {
			if v < 0 || math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("series %q has the value %v, which has no height", s.Name, v)
			}
		}
	}
	return nil
}

// highest is the height of the highest column.
func (c Chart) highest() float64 {
	var most float64
	for i := range c.Labels {
		var sum float64
		for _, s := range c.Series {
			sum += s.Values[i]
		}
		most = math.Max(most, sum)
	}
	return most
}

// labels places the names of the columns, leaving out so many that they can be read.
func (c Chart) labels() []plot.Tick {
	step := (len(c.Labels) + maxLabels - 1) / maxLabels
	var out []plot.Tick
	for i, l := range c.Labels {
		if i%step != 0 {
			l = ""
		}
		out = append(out, plot.Tick{Value: float64(i), Label: l})
	}
	return out
}

// stack adds the columns, each series on the one before it.
func (c Chart) stack(p *plot.Plot) error {
	each := (width - 60) / vg.Length(len(c.Labels)) * filled
	var below *plotter.BarChart
	for i, s := range c.Series {
		bars, err := plotter.NewBarChart(plotter.Values(s.Values), each)
		if err != nil {
			return err
		}
		bars.Color, bars.LineStyle.Width = shade(i), 0
		if below != nil {
			bars.StackOn(below)
		}
		below = bars
		p.Add(bars)
		p.Legend.Add(s.Name, bars)
	}
	return nil
}

// shade gives each series a colour; neighbours differ in lightness, too, for
// those who do not tell the colours apart.
func shade(i int) color.Color {
	shades := []color.RGBA{
		{0x2E, 0x7D, 0x5B, 0xFF}, {0xE8, 0xB0, 0x4A, 0xFF}, {0x5B, 0x6B, 0x7B, 0xFF}, {0xB5, 0xC7, 0xD9, 0xFF}, {0xC0, 0x39, 0x2B, 0xFF},
	}
	return shades[i%len(shades)]
}

// wholeTicks marks whole numbers, since half a question is not asked: every one,
// or every 2, 5 or 10 of them and so on, the first of these that fits.
func wholeTicks(low, high float64) []plot.Tick {
	unit := math.Pow(10, math.Floor(math.Log10(math.Max(high, 5)/5)))
	step := 10 * unit
	for _, s := range []float64{1, 2, 5} {
		if high/(s*unit) <= maxSteps {
			step = s * unit
			break
		}
	}
	var out []plot.Tick
	for v := math.Ceil(low/step) * step; v <= high; v += step {
		out = append(out, plot.Tick{Value: v, Label: fmt.Sprintf("%.0f", v)})
	}
	return out
}

func paint(p *plot.Plot) ([]byte, error) {
	canvas := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(color.White))
	p.Draw(draw.Crop(draw.New(canvas), 8, -12, 8, -8))
	var buf bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: canvas}).WriteTo(&buf); err != nil {
		return nil, fmt.Errorf("write the picture: %w", err)
	}
	return buf.Bytes(), nil
}
