// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a gateway changes in the heads it forwards (RFC 9110 §7.6): fields that are for one connection only, Via, and
// who the client was. Pure functions, any thread.
#pragma once

#include "core/backend/backend.h"

namespace windsock::backend {

/// Whether the client asks to speak another protocol on this connection (RFC 9110 §7.8). Not with a body: the two ends
/// could not agree on where it ends and the other protocol begins.
bool asksForUpgrade(const BackendRequest& request);

/// Whether Max-Forwards lets OPTIONS or TRACE be handed on (RFC 9110 §7.6.2); else the answer is answerHere().
bool mayGoFurther(const http::RequestHead& head);
http::ResponseHead answerHere(const http::RequestHead& head);

/// The request as the upstream gets it: origin-form, HTTP/1.1, the client's own Host, X-Forwarded-For, -Proto and
/// -Host, Via. An upgrade is asked for when the client does; a body keeps its framing.
http::RequestHead forwarded(const BackendRequest& request);

/// The response as the client gets it: without what was for the upstream's connection, with Via. A 101 keeps its
/// upgrade.
http::ResponseHead forwarded(http::ResponseHead head);

/// Whether we have forwarded it before: the backend leads back to us.
bool hasBeenHere(const http::RequestHead& head);

} // namespace windsock::backend
