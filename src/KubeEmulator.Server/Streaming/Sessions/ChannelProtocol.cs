namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>A subprotocol that puts several streams into one WebSocket: each message begins with the number of its channel.</summary>
/// <param name="Name">Its name in the handshake; empty where none is asked for.</param>
internal sealed record ChannelProtocol(string Name)
{
    /// <summary>Whether a message is text: a digit, then Base64.</summary>
    public bool IsBase64 => Name.Contains("base64", StringComparison.Ordinal);

    /// <summary>Whether the result is a Status; else only a failure's text is sent.</summary>
    public bool HasStatus => Name.StartsWith("v4.", StringComparison.Ordinal) || HasClose;

    /// <summary>Whether the client can end one channel.</summary>
    public bool HasClose => Name.StartsWith("v5.", StringComparison.Ordinal);
}
