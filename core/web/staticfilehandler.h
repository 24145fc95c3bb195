// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// StaticFileHandler: Tornado's: ETag, Last-Modified, 304, HEAD, one Range, and a ten-year cache for `?v=`. Sends the
// file in pieces as the client takes them. On the request's I/O thread.
#pragma once

#include "core/web/requesthandler.h"
#include "core/web/staticfiles.h"

#include <memory>
#include <string>

namespace windsock::web {

class StaticFileHandler final : public RequestHandler
{
public:
    /// `path` is the route's capture, percent-decoded.
    StaticFileHandler(Exchange& exchange, std::shared_ptr<const StaticFiles> files, std::string path);

private:
    void get() override;
    void writable() override { sendMore(); }

    bool notModified() const;
    http::Headers fields() const;
    void sendMore();

    std::shared_ptr<const StaticFiles> m_files;
    std::string m_path;
    StaticFile m_file;
    std::uint64_t m_offset = 0;
    std::uint64_t m_left = 0;
};

} // namespace windsock::web
