namespace KubeEmulator.Server;

/// <summary>Hears of every request the server has answered. Called on the request's own flow: be quick. Thread-safe.</summary>
public interface IRequestObserver
{
    /// <summary>Whether bodies of requests and answers are wanted; asked once per request.</summary>
    bool WantsBodies { get; }

    /// <summary>A request has been answered; a watch when it ends.</summary>
    void Completed(RequestRecord request);
}
