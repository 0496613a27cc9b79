namespace KubeEmulator.Rules;

/// <summary>A port of the host: <c>0.0.0.0</c> stands for all its addresses.</summary>
internal readonly record struct HostPort(string Ip, string Protocol, int Port);
