// Package fakediscord is Discord on loopback: the REST interface, the gateway and the people of one small server, for
// tests and for the sandbox.
package fakediscord
