// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace windsock::websocket {

namespace {

constexpr std::string_view emptyBlock("\0\0\xff\xff", 4); // what Z_SYNC_FLUSH ends with
constexpr int level = 6;
constexpr int memoryLevel = 8;
constexpr std::size_t step = 16 * 1024;

Bytef* bytesOf(std::string_view text)
{
    return reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // zlib's input is not const; it is not written to
}

} // namespace

DeflateSide compressedBy(Role role, const DeflateParameters& parameters)
{
    if (role == Role::Server)
        return {parameters.serverMaxWindowBits, !parameters.serverNoContextTakeover};
    return {parameters.clientMaxWindowBits, !parameters.clientNoContextTakeover};
}

Deflater::Deflater(const DeflateSide& side)
    : m_side(side)
{
}

Deflater::~Deflater()
{
    release();
}

void Deflater::release()
{
    if (m_zlib)
        ::deflateEnd(m_zlib.get());
    m_zlib.reset();
}

bool Deflater::prepare()
{
    if (m_zlib)
        return true;
    auto zlib = std::make_unique<z_stream>();
    if (::deflateInit2(zlib.get(), level, Z_DEFLATED, -m_side.windowBits, memoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    m_zlib = std::move(zlib);
    return true;
}

bool Deflater::deflate(std::string_view message, std::string& out)
{
    if (!prepare())
        return false;
    m_zlib->next_in = bytesOf(message);
    m_zlib->avail_in = static_cast<uInt>(message.size());
    const std::size_t start = out.size();
    std::size_t end = start;
    do {
        out.resize(end + std::max(step, message.size() / 2));
        m_zlib->next_out = reinterpret_cast<Bytef*>(out.data() + end);
        m_zlib->avail_out = static_cast<uInt>(out.size() - end);
        ::deflate(m_zlib.get(), Z_SYNC_FLUSH);
        end = out.size() - m_zlib->avail_out;
    } while (m_zlib->avail_out == 0);
    out.erase(end);
    if (std::string_view(out).substr(start).ends_with(emptyBlock))
        out.erase(end - emptyBlock.size());
    if (out.size() == start)
        out.push_back('\0'); // an empty message is an empty block (RFC 7692 §7.2.3.6)
    if (!m_side.contextTakeover)
        release(); // nothing is to be remembered, so no memory is to be held
    return true;
}

Inflater::Inflater(const DeflateSide& side)
    : m_side(side)
{
}

Inflater::~Inflater()
{
    release();
}

void Inflater::release()
{
    if (m_zlib)
        ::inflateEnd(m_zlib.get());
    m_zlib.reset();
}

bool Inflater::prepare()
{
    if (m_zlib)
        return true;
    m_zlib = std::make_unique<z_stream>();
    return ::inflateInit2(m_zlib.get(), -m_side.windowBits) == Z_OK;
}

Inflater::Result Inflater::inflate(std::string_view piece, std::string& out, std::size_t limit)
{
    if (!prepare())
        return Result::Invalid;
    m_zlib->next_in = bytesOf(piece);
    m_zlib->avail_in = static_cast<uInt>(piece.size());
    int status = Z_OK;
    std::size_t end = out.size();
    do {
        out.resize(std::min(end + std::max<std::size_t>(step, piece.size()), limit + 1));
        m_zlib->next_out = reinterpret_cast<Bytef*>(out.data() + end);
        m_zlib->avail_out = static_cast<uInt>(out.size() - end);
        status = ::inflate(m_zlib.get(), Z_SYNC_FLUSH);
        end = out.size() - m_zlib->avail_out;
        if (end > limit)
            return Result::TooBig;
        if (status == Z_STREAM_END)
            ::inflateReset(m_zlib.get()); // a final block: what follows begins anew
    } while ((status == Z_OK || status == Z_STREAM_END) && (m_zlib->avail_out == 0 || m_zlib->avail_in > 0));
    out.erase(end);
    return status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR ? Result::Ok : Result::Invalid;
}

Inflater::Result Inflater::finish(std::string& out, std::size_t limit)
{
    const Result result = inflate(emptyBlock, out, limit);
    if (!m_side.contextTakeover)
        release();
    return result;
}

} // namespace windsock::websocket
