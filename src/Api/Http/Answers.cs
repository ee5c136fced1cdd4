using CleaningEvents.Api.Security;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Http;

/// <summary>Tells OpenAPI what every endpoint may answer beside its own.</summary>
public static class Answers
{
    public static void Describe(HttpChain chain)
    {
        chain.Metadata.Finally(x => Describe404(x, mayBeMissing: !IsStart(chain)));
        if (!Conversations.IsCommand(chain))
            DescribeQuestion(chain);
        else if (TellsSomething(chain))
            DescribeCommand(chain, StatusCodes.Status200OK);
        else
            DescribeCommand(chain, IsStart(chain) ? StatusCodes.Status201Created : StatusCodes.Status204NoContent);

        if (chain.Method.Method.IsDefined(typeof(OpenToEverybodyAttribute), inherit: false))
            return;
        chain.Metadata.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
    }

    /// <summary>Whether the command starts a stream, and so needs no version that its caller saw.</summary>
    public static bool IsStart(HttpChain chain) => chain.RoutePattern!.RawText is { } route && !route.Contains('{') && !IsAboutCaller(route);

    /// <summary>Whether it is about the caller's own account, which need not be named.</summary>
    private static bool IsAboutCaller(string route) => route.StartsWith("/api/access/me/", StringComparison.Ordinal);

    /// <summary>Whether the command answers with a body.</summary>
    public static bool TellsSomething(HttpChain chain) => chain.Method.Method.IsDefined(typeof(ProducesResponseTypeAttribute<>), inherit: false);

    private static void Describe404(EndpointBuilder endpoint, bool mayBeMissing)
    {
        // Wolverine's guess from the return type.
        endpoint.RemoveStatusCodeResponse(StatusCodes.Status404NotFound);
        if (mayBeMissing)
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(ProblemDetails), ["application/problem+json"]));
    }

    private static void DescribeQuestion(HttpChain chain)
    {
        chain.Metadata.ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        if (chain.RoutePattern!.RawText!.EndsWith('}'))
            chain.Metadata.Produces(StatusCodes.Status304NotModified);
        if (chain.HasRequestType)
            chain.Metadata
                .ProducesProblem(StatusCodes.Status406NotAcceptable)
                .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
                .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static void DescribeCommand(HttpChain chain, int success)
    {
        if (success is not StatusCodes.Status200OK)
            chain.Metadata.Produces(success);
        if (ReviewableCommand.Of(chain) is not null)
            chain.Metadata.Produces(StatusCodes.Status202Accepted);
        chain.Metadata
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status406NotAcceptable)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        if (!IsStart(chain))
            chain.Metadata.ProducesProblem(StatusCodes.Status428PreconditionRequired);
        // Wolverine's guess from the return type.
        if (success is not StatusCodes.Status200OK)
            chain.Metadata.Finally(x => x.RemoveStatusCodeResponse(StatusCodes.Status200OK));
    }
}
