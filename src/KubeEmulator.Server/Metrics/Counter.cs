namespace KubeEmulator.Server.Metrics;

/// <summary>A number that several threads change.</summary>
internal sealed class Counter
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Add(long change) => Interlocked.Add(ref _value, change);
}
