// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/mimetype.h"

#include "core/http/headers.h"

#include <array>

namespace windsock::web {

namespace {

struct Type
{
    std::string_view suffix;
    std::string_view type;
};

// What web pages are made of. A table, since the system's database takes tens of milliseconds to load.
constexpr std::array types = {
    Type{"html", "text/html; charset=utf-8"},
    Type{"htm", "text/html; charset=utf-8"},
    Type{"css", "text/css; charset=utf-8"},
    Type{"js", "text/javascript; charset=utf-8"},
    Type{"mjs", "text/javascript; charset=utf-8"},
    Type{"json", "application/json"},
    Type{"map", "application/json"},
    Type{"txt", "text/plain; charset=utf-8"},
    Type{"md", "text/markdown; charset=utf-8"},
    Type{"csv", "text/csv"},
    Type{"xml", "text/xml"},
    Type{"svg", "image/svg+xml"},
    Type{"png", "image/png"},
    Type{"jpg", "image/jpeg"},
    Type{"jpeg", "image/jpeg"},
    Type{"gif", "image/gif"},
    Type{"webp", "image/webp"},
    Type{"avif", "image/avif"},
    Type{"ico", "image/vnd.microsoft.icon"},
    Type{"bmp", "image/bmp"},
    Type{"woff", "font/woff"},
    Type{"woff2", "font/woff2"},
    Type{"ttf", "font/ttf"},
    Type{"otf", "font/otf"},
    Type{"wasm", "application/wasm"},
    Type{"pdf", "application/pdf"},
    Type{"zip", "application/zip"},
    Type{"gz", "application/gzip"},
    Type{"mp3", "audio/mpeg"},
    Type{"ogg", "audio/ogg"},
    Type{"wav", "audio/wav"},
    Type{"mp4", "video/mp4"},
    Type{"webm", "video/webm"},
    Type{"webmanifest", "application/manifest+json"},
};

} // namespace

std::string_view mimeType(std::string_view fileName)
{
    const auto dot = fileName.rfind('.');
    if (dot != std::string_view::npos) {
        for (const Type& type : types) {
            if (http::equalsIgnoringCase(type.suffix, fileName.substr(dot + 1)))
                return type.type;
        }
    }
    return "application/octet-stream";
}

} // namespace windsock::web
