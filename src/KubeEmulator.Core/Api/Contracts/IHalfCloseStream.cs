namespace KubeEmulator.Api;

/// <summary>A two-way stream whose writing side can end before its reading side, as a TCP connection's can.</summary>
public interface IHalfCloseStream
{
    /// <summary>Says that nothing more will be written; what the other side writes can still be read.</summary>
    void CloseWriting();
}
