using System.Net.WebSockets;

namespace KubeEmulator.KubernetesClient;

/// <summary>Opens a WebSocket to a cluster over memory.</summary>
internal delegate Task<WebSocket> WebSocketConnector(Uri uri, IEnumerable<KeyValuePair<string, string>> headers, IReadOnlyList<string> protocols, CancellationToken cancellationToken);
