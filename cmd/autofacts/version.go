package main

import (
	"fmt"
	"runtime/debug"
)

// versionCmd says which build this is.
type versionCmd struct{}

// Run prints what the build recorded of itself.
func (*versionCmd) Run(a *app) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		fmt.Fprintln(a.stdout, "autofacts, built without build information")
		return nil
	}
	fmt.Fprintf(a.stdout, "autofacts %s, %s\n", info.Main.Version, info.GoVersion)
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision", "vcs.time", "vcs.modified":
			fmt.Fprintf(a.stdout, "%s %s\n", s.Key[len("vcs."):], s.Value)
		}
	}
	return nil
}
