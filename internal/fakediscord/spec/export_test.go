package spec

// Compiled counts the schemas that c has compiled so far, for the test that New compiles none.
func (c *Checker) Compiled() int { return len(c.compiled) }
