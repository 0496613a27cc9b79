namespace KubeEmulator.Api;

/// <summary>What goes wrong with the events of a watch.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="After">How many events are delivered as they should be first.</param>
public sealed record WatchFault(WatchFaultKind Kind, int After = 0);
