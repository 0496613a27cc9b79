namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>The other side does not speak SPDY as it should; the connection ends.</summary>
internal sealed class SpdyException : IOException
{
    public SpdyException(string message)
        : base(message)
    {
    }

    public SpdyException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
