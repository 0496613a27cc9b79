namespace KubeEmulator.Api;

/// <summary>Says which calls go wrong on purpose. Asked once per call, over HTTP and by in-process writers alike. Thread-safe.</summary>
public interface IFaultSource
{
    /// <summary>What goes wrong with a call; null where nothing does.</summary>
    InjectedFault? Next(in FaultedCall call);
}
