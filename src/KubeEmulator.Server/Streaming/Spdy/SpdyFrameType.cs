namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>The control frames of SPDY/3 (section 2.6); data frames have no type.</summary>
internal enum SpdyFrameType : ushort
{
    SynStream = 1,
    SynReply = 2,
    RstStream = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    Headers = 8,
    WindowUpdate = 9,
}
