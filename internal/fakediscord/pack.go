package fakediscord

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"

	"github.com/coder/websocket"
)

// packer puts payloads into the form that a connection asked for.
type packer interface {
	// pack gives the websocket message for a payload. single says that the bot reads lone compressed payloads.
	pack(data []byte, single bool) (websocket.MessageType, []byte)
}

func newPacker(compress string) packer {
	switch compress {
	case "zlib-stream":
		p := &zlibStream{}
		p.w = zlib.NewWriter(&p.buf)
		return p
	case "zstd-stream":
		return &zstdStream{}
	}
	return plainText{}
}

// compressFrom is the size from which lone payloads are compressed for bots that read those.
const compressFrom = 8 << 10

// plainText sends JSON as it is, or compressed by itself where it is large.
type plainText struct{}

func (plainText) pack(data []byte, single bool) (websocket.MessageType, []byte) {
	if !single || len(data) < compressFrom {
		return websocket.MessageText, data
	}
	var buf bytes.Buffer
	w := zlib.NewWriter(&buf)
	w.Write(data) // a buffer takes everything
	w.Close()
	return websocket.MessageBinary, buf.Bytes()
}

// zlibStream is one zlib stream over the whole connection, flushed after each payload.
type zlibStream struct {
	buf bytes.Buffer
	w   *zlib.Writer
}

func (p *zlibStream) pack(data []byte, _ bool) (websocket.MessageType, []byte) {
	p.buf.Reset()
	p.w.Write(data)
	p.w.Flush()
	return websocket.MessageBinary, bytes.Clone(p.buf.Bytes())
}

// zstdStream is one Zstandard frame over the whole connection, of blocks that are stored and not compressed: every
// decoder reads them, and no library is needed to write them.
type zstdStream struct{ begun bool }

// zstdBlock is the size of a stored block; the frame's window, 128 KiB, is as large.
const zstdBlock = 128 << 10

func (p *zstdStream) pack(data []byte, _ bool) (websocket.MessageType, []byte) {
	var out []byte
	if !p.begun {
		// Magic number, a descriptor without content size or checksum, a window of 2^(10+7) bytes.
		out = append(binary.LittleEndian.AppendUint32(out, 0xFD2FB528), 0x00, 7<<3)
		p.begun = true
	}
	for len(data) > 0 {
		n := min(len(data), zstdBlock)
		header := uint32(n) << 3 // not the last block, stored
		out = append(out, byte(header), byte(header>>8), byte(header>>16))
		out = append(out, data[:n]...)
		data = data[n:]
	}
	return websocket.MessageBinary, out
}
