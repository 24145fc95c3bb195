// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Page: an answer that is always the same, with its entity tag made once: a SHA-1 an answer was a fifth of the server's
// time. Immutable, any thread.
#pragma once

#include <string>

namespace windsock::web {

struct Page
{
    /// The tag is that of Tornado's automatic ETag: the content's SHA-1 in hex, quoted.
    Page(std::string type, std::string content);

    const std::string contentType;
    const std::string body;
    const std::string etag;
};

} // namespace windsock::web
