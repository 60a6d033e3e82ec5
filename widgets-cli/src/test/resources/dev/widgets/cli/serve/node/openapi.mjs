// Validates an OpenAPI document: prints valid, or what is wrong.
import SwaggerParser from '@apidevtools/swagger-parser';

try {
  await SwaggerParser.validate(process.argv[2]);
  console.log('valid');
} catch (error) {
  console.log(error.message);
  process.exit(1);
}
