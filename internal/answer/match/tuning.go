package match

type tuning struct {
	wordWeight, charWeight, denseWeight float32
	bigramWeight                        float32
	oov                                 float32 // share of unknown mass in norm
	bgShare                             float64 // weight of background lines in idf relative to base size (0: none)
	bgFixed                             float64
	sif                                 float64
	c, cPos, statementC                 float64
	epochs                              int
	near, random, bg                    int
	bias                                float32
	nmin, nmax                          int
	useDense                            bool
	skip bool
	edge bool
	cosWord, cosChar, cosDense float32
}

func defaults() tuning {
	return tuning{
		wordWeight: 1, charWeight: 1, denseWeight: .7, bigramWeight: 1, oov: .5,
		bgShare: 1, sif: 1e-3, c: .5, cPos: 2, statementC: .5, epochs: 10,
		near: 200, random: 100, bg: 200, bias: .5, nmin: 3, nmax: 5,
		cosWord:1, cosChar:1, cosDense:.7,
	}
}
