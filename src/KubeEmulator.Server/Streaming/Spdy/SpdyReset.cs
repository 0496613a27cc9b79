namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>Why a stream is broken off (SPDY/3, section 2.6.3).</summary>
internal static class SpdyReset
{
    public const int ProtocolError = 1;
    public const int RefusedStream = 3;
    public const int Cancel = 5;
}
