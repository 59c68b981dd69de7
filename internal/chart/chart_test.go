package chart_test

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"

	"autofacts/internal/chart"
)

func days(answered, refused []float64) chart.Chart {
	labels := make([]string, len(answered))
	for i := range labels {
		labels[i] = "day"
	}
	return chart.Chart{Title: "Questions by day", Labels: labels,
		Series: []chart.Series{{Name: "answered", Values: answered}, {Name: "refused", Values: refused}}}
}

// painted counts the pixels of a colour.
func painted(t *testing.T, c chart.Chart, r, g, b uint32) int {
	t.Helper()
	data, err := c.PNG()
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("CHART_DIR"); dir != "" {
		if err := os.WriteFile(dir+"/chart.png", data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pic, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if size := pic.Bounds().Size(); size != (image.Point{960, 480}) {
		t.Errorf("the picture has %v", size)
	}
	n := 0
	for y := range 480 {
		for x := range 960 {
			if pr, pg, pb, _ := pic.At(x, y).RGBA(); pr>>8 == r && pg>>8 == g && pb>>8 == b {
				n++
			}
		}
	}
	return n
}

func TestColumnsAreAsHighAsTheirValues(t *testing.T) {
	one := painted(t, days([]float64{4, 0, 0, 0}, []float64{0, 0, 0, 8}), 0x2E, 0x7D, 0x5B)
	two := painted(t, days([]float64{4, 4, 0, 0}, []float64{0, 0, 0, 8}), 0x2E, 0x7D, 0x5B)
	other := painted(t, days([]float64{4, 4, 0, 0}, []float64{0, 0, 0, 8}), 0xE8, 0xB0, 0x4A)
	if one == 0 || math.Abs(float64(two)/float64(one)-2) > 0.1 || math.Abs(float64(other)/float64(two)-1) > 0.1 {
		t.Errorf("columns of 4, 4 and 4, and of 8, have %d, %d and %d pixels", one, two, other)
	}
}

func TestTheSamePictureEachTime(t *testing.T) {
	c := days([]float64{1, 2, 30}, []float64{0, 1, 4})
	a, errA := c.PNG()
	b, errB := c.PNG()
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("two pictures of %d and %d bytes, %v, %v", len(a), len(b), errA, errB)
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	for want, c := range map[string]chart.Chart{
		"nothing to draw":        {},
		"3 values for 2 columns": {Labels: []string{"a", "b"}, Series: []chart.Series{{Name: "x", Values: []float64{1, 2, 3}}}},
		"no height":              days([]float64{math.NaN()}, []float64{1}),
		"has the value -1":       days([]float64{-1}, []float64{1}),
		"can be told apart":      days(make([]float64, 1000), make([]float64, 1000)),
	} {
		if _, err := c.PNG(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := days(make([]float64, 30), make([]float64, 30)).PNG(); err != nil {
		t.Errorf("a month in which nobody asked: %v", err)
	}
}
