// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Deflater and Inflater: the messages of permessage-deflate (RFC 7692 §7.2), on zlib. Memory is taken at the first
// message only: about 260 kB to compress, 40 to decompress, with 15 window bits. Pure: any one thread; owned by a
// Connection.
#pragma once

#include "core/websocket/deflatehandshake.h"
#include "core/websocket/frame.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace windsock::websocket {

/// `role` compresses with these.
struct DeflateSide
{
    int windowBits = 15;
    bool contextTakeover = true;
};
DeflateSide compressedBy(Role role, const DeflateParameters& parameters);

class Deflater
{
public:
    explicit Deflater(const DeflateSide& side);
    ~Deflater();

    /// Appends the message's payload: deflated, without the empty block at its end (RFC 7692 §7.2.1). False when there
    /// is no memory for it: then it is to be sent as it is.
    bool deflate(std::string_view message, std::string& out);

private:
    bool prepare();
    void release();

    const DeflateSide m_side;
    std::unique_ptr<z_stream_s> m_zlib;
};

class Inflater
{
public:
    enum class Result { Ok, Invalid, TooBig };

    explicit Inflater(const DeflateSide& side);
    ~Inflater();

    /// Appends what `piece` of a message's payload inflates to. TooBig: `out` would grow beyond `limit` bytes; then,
    /// and after Invalid, the connection can only be failed.
    Result inflate(std::string_view piece, std::string& out, std::size_t limit);
    /// The end of the message.
    Result finish(std::string& out, std::size_t limit);

private:
    bool prepare();
    void release();

    const DeflateSide m_side;
    std::unique_ptr<z_stream_s> m_zlib;
};

} // namespace windsock::websocket
