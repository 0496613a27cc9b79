using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>Which streams a client of exec or attach wants. With a terminal there are no errors of their own.</summary>
internal sealed record CommandOptions(bool Stdin, bool Stdout, bool Stderr, bool Tty)
{
    /// <summary>What the kubelet says to a client that wants none.</summary>
    public const string NoneWanted = "you must specify at least 1 of stdin, stdout, stderr";

    /// <summary>Whether any stream is wanted.</summary>
    public bool IsAny => Stdin || Stdout || Stderr;

    /// <summary>The streams there are.</summary>
    public CommandOptions Effective => Tty ? this with { Stderr = false } : this;

    /// <summary>From the query of the API server's subresources.</summary>
    public static CommandOptions OfPod(QueryValues query) =>
        new(query.Flag("stdin") ?? false, query.Flag("stdout") ?? false, query.Flag("stderr") ?? false, query.Flag("tty") ?? false);

    /// <summary>From the query of the kubelet's own paths.</summary>
    public static CommandOptions OfKubelet(QueryValues query) =>
        new(query.First("input") == "1", query.First("output") == "1", query.First("error") == "1", query.First("tty") == "1");
}
