import client.ApiClient;
import client.ApiException;
import client.JSON;
import client.api.FunctionsApi;
import client.api.ViewsApi;
import client.model.AddWidgetArguments;
import client.model.AssociateWidgetsArguments;
import client.model.PortType;
import client.model.Problem;
import client.model.Slot;
import java.util.List;

/** Uses the client that openapi-generator has made from /openapi.json. Arguments: URL, token. */
class JavaClient {

    public static void main(String[] arguments) throws Exception {
        ApiClient api = new ApiClient();
        api.updateBaseUri(arguments[0]);
        api.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + arguments[1]));
        FunctionsApi functions = new FunctionsApi(api);
        for (String serialNumber : List.of("J-1", "J-2")) {
            check(functions.addWidget(
                            new AddWidgetArguments()
                                    .serialNumber(serialNumber)
                                    .name("generated")
                                    .ports(List.of(PortType.P, PortType.Q)),
                            null)
                    .contains("Widget added."));
        }
        AssociateWidgetsArguments pair = new AssociateWidgetsArguments()
                .serialNumber("J-1")
                .peerSerialNumber("J-2")
                .port(PortType.P);
        functions.associateWidgets(pair, null);
        try {
            functions.associateWidgets(pair, null);
            check(false);
        } catch (ApiException e) {
            Problem problem =
                    JSON.getDefault().getMapper().readValue(e.getResponseBody(), Problem.class);
            check(e.getCode() == 409);
            check(problem.getDetails().equals("association_is_unique_per_port"));
        }
        List<String> peers = functions.getWidget("J-1").getPeers();
        check(peers.get(0).equals("J-2") && peers.get(1) == null);
        check(functions.getPath("J-1", "J-2", null).getConnected());
        List<Slot> free = new ViewsApi(api)
                .listSlots("eq.J-2", null, null, "is.null", null, null, 5, null, null);
        check(free.size() == 1 && free.get(0).getPort() == PortType.Q);
        System.out.println("all as it should be");
    }

    private static void check(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }
}
